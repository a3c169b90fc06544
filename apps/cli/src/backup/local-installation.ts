import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceSettings } from '#config';
import { openSource, startEmbeddedPostgres } from '#database';
import { KnowledgeError } from '#knowledge';
import type { DataSource } from 'typeorm';
import { AlreadyRunning, DataFolder } from '../up/data-folder.js';

/** There is nothing to back up. */
export class NoInstallation extends KnowledgeError {
  readonly code = 'backup.no_installation';
  readonly kind = 'not-found';
  constructor(dataDir: string) {
    super(`There is no installation in ${dataDir}. Name its data folder with --data DIR.`);
  }
}

const CONNECTIONS = 6;

/**
 * Work on the database of this machine's installation, whether its service runs or not. PostgreSQL of a service that does not run
 * is started for it and stopped again, and meanwhile the service is kept from starting.
 * @throws NoInstallation, DatabaseUnavailable, EmbeddedPostgresFailed
 */
export async function withInstallation<T>(
  settings: ServiceSettings,
  notice: (sentence: string) => void,
  work: (source: DataSource) => Promise<T>,
): Promise<T> {
  const undo: (() => Promise<void> | void)[] = [];
  try {
    const url = settings.databaseUrl ?? (await embedded(settings, notice, undo));
    const source = await openSource(url, CONNECTIONS);
    undo.push(() => source.destroy());
    return await work(source);
  } finally {
    for (const each of undo.reverse()) await each();
  }
}

async function embedded(
  settings: ServiceSettings,
  notice: (sentence: string) => void,
  undo: (() => Promise<void> | void)[],
): Promise<string> {
  const { dataDir, paths } = settings;
  if (!existsSync(join(paths.postgres, 'password'))) throw new NoInstallation(dataDir);
  const isRunning = claim(new DataFolder(dataDir), undo);
  const postgres = await startEmbeddedPostgres(paths.postgres, notice);
  if (!isRunning) undo.push(() => postgres.stop());
  return postgres.url;
}

/** @returns Whether the service runs: then the folder stays its own. */
function claim(folder: DataFolder, undo: (() => void)[]): boolean {
  try {
    folder.claim();
    undo.push(() => folder.release());
    return false;
  } catch (error) {
    if (error instanceof AlreadyRunning) return true;
    throw error;
  }
}
