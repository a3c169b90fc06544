import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const SOURCE = join(ROOT, 'libs/ingestion/src/parsing');
const BUILT = join(ROOT, 'dist/libs/ingestion/src/parsing');

/** Where the compiled parser process is, built first when it is missing or older than its sources. */
export function parserEntry(): string {
  const entry = join(BUILT, 'parser-process.js');
  if (isStale()) {
    const build = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
      { cwd: ROOT, encoding: 'utf8' },
    );
    if (!existsSync(entry)) throw new Error(`The parsers could not be built:\n${build.stdout}`);
  }
  return entry;
}

/** A compiled file of this folder, to build special parser processes from. */
export function builtFile(name: string): string {
  return join(BUILT, name);
}

function isStale(): boolean {
  return readdirSync(SOURCE)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .some((name) => {
      const built = join(BUILT, name.replace(/\.ts$/, '.js'));
      return !existsSync(built) || statSync(built).mtimeMs < statSync(join(SOURCE, name)).mtimeMs;
    });
}
