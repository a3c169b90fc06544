import { type CopiedSequence, type Snapshot, sequencesIn, tablesIn } from '#database';
import { purgesIn } from '#library';
import { IndexArchive, liveGenerationIn } from '#search-index';
import type { EntityManager } from 'typeorm';
import type { FileSealer } from './file-sealer.js';
import type { BackupFile, BackupManifest } from './manifest.js';
import type { InstallationPlaces } from './places.js';
import type { BackupOrder } from './orders.js';

/** Database and index of one moment. */
export interface CopiedState extends Pick<BackupManifest, 'tables' | 'index'> {
  readonly sequences: CopiedSequence[];
  readonly files: BackupFile[];
}

/**
 * Copy the tables of a snapshot and the index as it is a little later: it holds all that the snapshot says is live, and what came
 * since is left out when it is put back. Only erased revisions would be missing.
 * @param present The database as it is now.
 * @returns Null when something was erased from the index meanwhile.
 */
export async function copyState(
  snapshot: Snapshot,
  present: EntityManager,
  { index: location }: InstallationPlaces,
  sealer: FileSealer,
  { onProgress, signal }: Pick<BackupOrder, 'onProgress' | 'signal'>,
): Promise<CopiedState | null> {
  const files: BackupFile[] = [];
  const index = await liveGenerationIn(snapshot.manager);
  if (index) {
    onProgress('index', 0, 1);
    const rows = new IndexArchive(location).rowsOf(index.table);
    files.push(await sealer.put(`index/${index.table}`, rows, signal));
    onProgress('index', 1, 1);
  }
  if ((await purgesIn(present)) !== (await purgesIn(snapshot.manager))) return null;
  const tables = await copyTables(snapshot, sealer, files, { onProgress, signal });
  return { tables, index, files, sequences: await sequencesIn(snapshot.manager) };
}

async function copyTables(
  snapshot: Snapshot,
  sealer: FileSealer,
  files: BackupFile[],
  { onProgress, signal }: Pick<BackupOrder, 'onProgress' | 'signal'>,
): Promise<BackupManifest['tables']> {
  const tables: BackupManifest['tables'] = [];
  const all = await tablesIn(snapshot.manager);
  for (const table of all) {
    signal.throwIfAborted();
    onProgress('database', tables.length, all.length);
    const copy = snapshot.copyOut(table);
    files.push(await sealer.put(`database/${table.name}`, copy.bytes as AsyncIterable<Buffer>, signal));
    tables.push({ name: table.name, columns: [...table.columns], rows: copy.rows() });
  }
  onProgress('database', all.length, all.length);
  return tables;
}
