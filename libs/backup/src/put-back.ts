import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { concurrently } from '#knowledge';
import type { PlainBlobStore } from '#library';
import { PREFIX } from './copy-originals.js';
import { BackupDamaged } from './errors.js';
import type { FileOpener } from './file-sealer.js';
import type { BackupManifest } from './manifest.js';
import { NEWEST_CHECKPOINT } from './places.js';
import type { RestoreOrder } from './orders.js';

/** Files of the data folder by where they stand in a backup. */
const PLACES: Readonly<Record<string, string>> = { 'files/': '', 'models/': 'models' };
const AT_ONCE = 4;

/** Put the small files, and models where the backup has them, back into a data folder, readable by its owner alone. */
export async function putBackFiles(manifest: BackupManifest, opener: FileOpener, dataDir: string): Promise<void> {
  for (const file of manifest.files)
    for (const [prefix, folder] of Object.entries(PLACES))
      if (file.path.startsWith(prefix))
        await write(placeIn(join(dataDir, folder), file.path.slice(prefix.length)), opener.read(file));
  const { note } = manifest.log;
  // The newest one of that moment: a later one would contradict the log that is put back.
  if (note !== null) await write(join(dataDir, NEWEST_CHECKPOINT), bytesOf(note));
}

/** Put every original file back into its store, in the place of whatever it has under that name. */
export async function putBackOriginals(
  { files }: BackupManifest,
  opener: FileOpener,
  store: PlainBlobStore,
  dataDir: string,
  { onProgress, signal }: Pick<RestoreOrder, 'onProgress' | 'signal'>,
): Promise<void> {
  const originals = files.filter(({ path }) => path.startsWith(PREFIX));
  const work = join(dataDir, 'run', 'restoring');
  await mkdir(work, { recursive: true, mode: 0o700 });
  let done = 0;
  await concurrently(originals, AT_ONCE, async (file) => {
    signal.throwIfAborted();
    const temporary = join(work, randomUUID());
    await pipeline(opener.read(file), createWriteStream(temporary, { mode: 0o600 }));
    await store.replace(temporary, file.path.slice(PREFIX.length));
    onProgress('originals', (done += 1), originals.length);
  });
}

/** A manifest that was tampered with names no place outside. @throws BackupDamaged */
function placeIn(folder: string, name: string): string {
  const place = normalize(join(folder, name));
  if (!place.startsWith(`${normalize(folder)}${sep}`))
    throw new BackupDamaged(`The backup names a file outside: ${name}`);
  return place;
}

async function write(path: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = `${path}.${randomUUID()}.part`;
  await pipeline(bytes, createWriteStream(fresh, { mode: 0o600 }));
  const file = await open(fresh);
  await file.sync().finally(() => file.close());
  await rename(fresh, path);
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
}
