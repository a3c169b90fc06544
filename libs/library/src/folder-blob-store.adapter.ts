import { randomUUID } from 'node:crypto';
import { access, copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BlobStore } from './blob-store.port.js';
import { BlobMissing, BlobUnwritable } from './errors.js';

/** Blobs as read-only files `ab/cd/abcd…` below one folder. */
export class FolderBlobStore extends BlobStore {
  constructor(private readonly folder: string) {
    super();
  }

  async adopt(temporaryPath: string, sha256: string): Promise<void> {
    const target = this.locate(sha256);
    try {
      if (await exists(target)) {
        await rm(temporaryPath, { force: true });
        return;
      }
      const file = await open(temporaryPath, 'r+');
      try {
        await file.chmod(0o440);
        await file.sync();
      } finally {
        await file.close();
      }
      const made = await mkdir(dirname(target), { recursive: true });
      await move(temporaryPath, target);
      // A name is durable only once the folder that holds it is.
      await syncFolder(dirname(target));
      if (made) await syncFolder(dirname(made));
    } catch (cause) {
      await rm(temporaryPath, { force: true });
      throw new BlobUnwritable(cause);
    }
  }

  async pathOf(sha256: string): Promise<string> {
    const path = this.locate(sha256);
    if (!(await exists(path))) throw new BlobMissing(sha256);
    return path;
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.locate(sha256), { force: true });
  }

  private locate(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new BlobMissing('(not a SHA-256)');
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}

/** Rename, or copy where the blobs are on a disk of their own. The name appears only once all bytes are there. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
    return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
  }
  const partial = `${to}.${randomUUID()}`;
  try {
    await copyFile(from, partial);
    const file = await open(partial);
    await file.sync().finally(() => file.close());
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await rm(from, { force: true });
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
