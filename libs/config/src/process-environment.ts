import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Environment } from './environment.js';

/** This process's environment: the one place that reads it. */
export function processEnvironment(): Environment {
  return process.env;
}

/**
 * A minimal environment for a child process: what a runtime needs to start, and nothing that could be a secret.
 * @param extra Variables the child is meant to have.
 */
export function childEnvironment(extra: Record<string, string | undefined> = {}): Record<string, string> {
  const kept = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'NODE_ENV', 'SystemRoot'];
  const base = kept.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(
    [...base, ...Object.entries(extra)].filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The folder of the installed project: the nearest ancestor of this file that holds `package.json` and `models/`. */
export function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!(existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'models')))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The project folder was not found above the running program.');
    folder = parent;
  }
  return folder;
}

/** The built file that a program of this project begins with. */
export const programEntry = (name: string): string => join(projectRoot(), 'dist', 'programs', `${name}.js`);

/** The version in the project's package.json. */
export const programVersion = (): string =>
  (JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string }).version;
