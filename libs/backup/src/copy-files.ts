import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { ModelStore, type ModelFolders } from '#models';
import type { FileSealer } from './file-sealer.js';
import type { BackupFile, BackupManifest } from './manifest.js';
import type { ObjectStore } from './object-store.js';
import { type InstallationPlaces, KEPT_FILES, SIGNING_KEY } from './places.js';
import type { BackupOrder } from './orders.js';

/** Where settings are found again after a restoration: for people, not for the service. */
export const SETTINGS_FILE = 'settings-of-backup.json';

/** The small files of the data folder, and the settings. */
export async function copyFiles(
  { dataDir, signingKey }: InstallationPlaces,
  sealer: FileSealer,
  settings: Readonly<Record<string, string>>,
): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  for (const kept of KEPT_FILES)
    for (const path of await filesAt(join(dataDir, kept)))
      files.push(await sealer.put(`files/${relative(dataDir, path).split(sep).join('/')}`, read(path)));
  if (signingKey.isManaged)
    for (const path of await filesAt(signingKey.file)) files.push(await sealer.put(`files/${SIGNING_KEY}`, read(path)));
  files.push(await sealer.put(`files/${SETTINGS_FILE}`, once(`${JSON.stringify(settings, null, 2)}\n`)));
  return files;
}

/** Models that were imported or fetched: each by hash, and where they are wanted the files, as they are and once. */
export async function copyModels(
  folders: ModelFolders,
  objects: ObjectStore,
  { withModels, onProgress, signal }: Pick<BackupOrder, 'withModels' | 'onProgress' | 'signal'>,
): Promise<{ readonly known: BackupManifest['models']; readonly files: BackupFile[] }> {
  const imported = (await new ModelStore(folders).list()).filter(({ source }) => source === 'imported');
  const known = imported.map(({ name, path, sha256, sizeBytes: bytes }) => ({
    name,
    file: basename(path),
    sha256,
    bytes,
  }));
  const files: BackupFile[] = [];
  for (const { path, sha256, sizeBytes: bytes } of withModels ? imported : []) {
    onProgress('models', files.length, imported.length);
    const isThere = await objects.has({ sha256, bytes });
    const stored = isThere ? { sha256, bytes } : await objects.put(read(path), signal);
    files.push({ path: `models/${basename(path)}`, sha256: stored.sha256, bytes: stored.bytes, sealed: null });
  }
  return { known, files };
}

const read = (path: string): AsyncIterable<Buffer> => createReadStream(path) as AsyncIterable<Buffer>;

async function* once(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
}

/** The file at a path, or all below it; none where there is nothing. */
async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!found) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
