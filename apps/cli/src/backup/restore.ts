import { existsSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupFolder, type KnownBackup, RestoreBackup, type RestoredBackup, placesOf } from '#backup';
import type { Environment, ServiceSettings } from '#config';
import {
  RestoreMark,
  RestoreNotEmpty,
  emptyDatabase,
  isRestoreUnfinished,
  requireEmpty,
  startEmbeddedPostgres,
} from '#database';
import { SystemClock } from '#knowledge';
import { readKeys, writeKeyFile } from '#vault';
import { MIGRATIONS } from '../../../../migrations/index.js';
import { WrongUsage } from '../client/errors.js';
import type { Run } from '../run.js';
import { DataFolder } from '../up/data-folder.js';
import { settingsFor, shippedModels } from './make-backup.js';
import { Stages } from './stages.js';

/** What is absent: the newest backup, the vault keys of the data folder, and a data folder that has to be empty. */
export interface RestoreOptions {
  readonly backup?: string;
  /** File with the vault's keys. */
  readonly vaultKeys?: string;
  readonly moveAside?: boolean;
}

/** What was put back, and where the folder that was there before went. */
export interface Restored extends RestoredBackup {
  readonly movedTo: string | null;
}

/** Put a backup into the data folder that the command names, whose service does not run. */
export async function restore(
  run: Run,
  environment: Environment,
  from: string,
  options: RestoreOptions,
): Promise<Restored> {
  const settings = settingsFor(run, environment);
  if (!options.moveAside) await requireEmpty(settings.dataDir);
  const folder = await BackupFolder.open(from);
  const backup = await folder.read(options.backup);
  const stages = new Stages(run.progress);
  const { token: key } = run.connection;
  const order = { migrations: MIGRATIONS, key, onProgress: stages.onProgress, signal: run.signal };
  const keyFile = keyFileOf(settings, options);
  try {
    // With the key where it is now: nothing is written before everything is known to be there.
    const vault = { ...settings.vault, ...(keyFile === null ? {} : { file: keyFile }) };
    const places = placesOf(settings, shippedModels());
    await new RestoreBackup(folder, backup, { ...places, vault }, new SystemClock()).check(order);
    const movedTo = options.moveAside ? await moveAside(settings, run.notice) : null;
    const moved = keyFile && movedTo ? keyFile.replace(settings.dataDir, movedTo) : keyFile;
    const restoring = new RestoreBackup(folder, backup, places, new SystemClock());
    const restored = await within(settings, backup, moved, run.notice, (url) => restoring.run(url, order));
    return { ...restored, movedTo };
  } finally {
    stages.end();
  }
}

/** The folder is claimed and marked for as long as it lasts; the mark stays when it fails. */
async function within<T>(
  settings: ServiceSettings,
  { manifest, sha256 }: KnownBackup,
  keyFile: string | null,
  notice: (sentence: string) => void,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const { dataDir, vault, paths, databaseUrl } = settings;
  const mark = await RestoreMark.begin(dataDir, manifest.id, sha256);
  const claimed = new DataFolder(dataDir);
  claimed.claim();
  try {
    if (keyFile !== null) await writeKeyFile(vault.file, await readKeys({ ...vault, file: keyFile }));
    const result = databaseUrl ? await work(databaseUrl) : await embedded(paths.postgres, notice, work);
    await mark.end();
    return result;
  } finally {
    claimed.release();
  }
}

async function embedded<T>(folder: string, notice: (sentence: string) => void, work: (url: string) => Promise<T>) {
  const postgres = await startEmbeddedPostgres(folder, notice);
  try {
    await emptyDatabase(postgres.url);
    return await work(postgres.url);
  } finally {
    await postgres.stop();
  }
}

/** Where the vault's keys are to be copied from; null: they are where the settings say. */
function keyFileOf(
  { vault, dataDir }: ServiceSettings,
  { vaultKeys, moveAside: isMoved }: RestoreOptions,
): string | null {
  if (vaultKeys !== undefined) {
    if (vault.isManaged && existsSync(vaultKeys)) return vaultKeys;
    throw new WrongUsage(
      vault.isManaged
        ? `There is no file ${vaultKeys}.`
        : 'VAULT_KEY_FILE or VAULT_KEY_COMMAND says where the keys are; leave --vault-keys out.',
    );
  }
  const own = join(dataDir, 'secrets', 'vault-keys');
  return vault.isManaged && isMoved && existsSync(own) ? own : null;
}

/** Keep a folder that is there under another name. @returns Its new place; null where there was none. */
async function moveAside(settings: ServiceSettings, notice: (sentence: string) => void): Promise<string | null> {
  const { dataDir, paths } = settings;
  const isThere = existsSync(dataDir) && (await readdir(dataDir)).length > 0;
  if (!isThere || isRestoreUnfinished(dataDir)) return null;
  const folder = new DataFolder(dataDir);
  folder.claim();
  // One that outlived its service would go on writing into a folder that is elsewhere.
  if (existsSync(join(paths.postgres, 'password'))) await (await startEmbeddedPostgres(paths.postgres, notice)).stop();
  folder.release();
  const target = `${dataDir}.before-restore-${new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')}`;
  try {
    await rename(dataDir, target);
  } catch (cause) {
    throw new RestoreNotEmpty(
      `${dataDir} can't be renamed to ${target} (${(cause as NodeJS.ErrnoException).code}). Move it away by hand, or name another folder with --data.`,
      { cause },
    );
  }
  return target;
}
