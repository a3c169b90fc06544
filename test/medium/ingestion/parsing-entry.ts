import { join } from 'node:path';
import { programEntry, projectRoot } from '#config';

/** The built parser process. */
export const parserEntry = (): string => programEntry('parser-process');

/** A compiled file of the parsers, to build special parser processes from. */
export const builtFile = (name: string): string => join(projectRoot(), 'dist/libs/ingestion/src/parsing', name);
