import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceSettings } from '#config';
import { openSource, runningEmbeddedPostgres, startEmbeddedPostgres } from '#database';
import { KnowledgeError } from '#knowledge';
import type { DataSource } from 'typeorm';
import { DataFolder } from '../up/data-folder.js';

/** There is nothing to back up. */
export class NoInstallation extends KnowledgeError {
  readonly code = 'backup.no_installation';
  readonly kind = 'not-found';
  constructor(dataDir: string) {
    super(`There is no installation in ${dataDir}. Name its data folder with --data DIR.`);
  }
}

/** The data folder is another user's, and its service does not run. */
export class OtherUser extends KnowledgeError {
  readonly code = 'backup.other_user';
  readonly kind = 'forbidden';
  constructor(dataDir: string, uid: number) {
    super(`${dataDir} belongs to the user with the number ${uid}. Run this as that user, or while the service runs.`);
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
  const folder = new DataFolder(dataDir);
  const running = folder.runningPid() === null ? null : await runningEmbeddedPostgres(paths.postgres);
  if (running) return running;
  refuseOtherUser(dataDir);
  folder.claim();
  undo.push(() => folder.release());
  const postgres = await startEmbeddedPostgres(paths.postgres, notice);
  undo.push(() => postgres.stop());
  return postgres.url;
}

/** What would be started and made there belongs to somebody else, who could not start on it any more. */
function refuseOtherUser(dataDir: string): void {
  const { uid } = statSync(dataDir);
  if (process.getuid && uid !== process.getuid()) throw new OtherUser(dataDir, uid);
}
