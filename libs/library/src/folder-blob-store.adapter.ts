import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { syncFolder } from '#database';
import { PlainBlobStore } from './blob-store.port.js';
import { BlobMissing, BlobUnwritable } from './errors.js';

/** Blobs as read-only files `ab/cd/abcd…` below one folder. */
export class FolderBlobStore extends PlainBlobStore {
  constructor(private readonly folder: string) {
    super();
  }

  async adopt(temporaryPath: string, sha256: string): Promise<void> {
    if (await this.has(sha256)) await rm(temporaryPath, { force: true });
    else await this.replace(temporaryPath, sha256);
  }

  async replace(temporaryPath: string, sha256: string): Promise<void> {
    const target = this.locate(sha256);
    try {
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

  has(sha256: string): Promise<boolean> {
    return exists(this.locate(sha256));
  }

  async open(sha256: string): Promise<Readable> {
    return createReadStream(await this.pathOf(sha256));
  }

  async withFile<T>(sha256: string, use: (path: string) => Promise<T>): Promise<T> {
    return use(await this.pathOf(sha256));
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.locate(sha256), { force: true });
  }

  private async pathOf(sha256: string): Promise<string> {
    if (!(await this.has(sha256))) throw new BlobMissing(sha256);
    return this.locate(sha256);
  }

  private locate(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new BlobMissing('(not a SHA-256)');
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
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
