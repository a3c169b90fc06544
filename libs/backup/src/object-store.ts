import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '#database';

/** Bytes that are kept, by the hash of what is kept. */
export interface StoredObject {
  readonly sha256: string;
  readonly bytes: number;
}

const UNDER_WAY = '.part';

/** The bytes of all backups of a folder, each kept once: files `ab/abcd…` named by their SHA-256. */
export class ObjectStore {
  private readonly unsynced = new Set<string>();

  constructor(private readonly folder: string) {}

  /** Keep bytes; they are durable once {@link sync} was called. What is broken off leaves nothing. */
  async put(bytes: AsyncIterable<Buffer>, signal?: AbortSignal): Promise<StoredObject & { readonly isNew: boolean }> {
    const fresh = join(this.folder, `${randomUUID()}${UNDER_WAY}`);
    try {
      const written = await writeHashed(fresh, bytes, signal);
      const isNew = !(await this.has(written));
      if (isNew) await this.adopt(fresh, written.sha256);
      return { ...written, isNew };
    } finally {
      await rm(fresh, { force: true });
    }
  }

  /** Whether the object is there, by name and size; only reading it proves it. */
  async has({ sha256, bytes }: StoredObject): Promise<boolean> {
    const found = await stat(this.locate(sha256)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    return found?.size === bytes;
  }

  open(sha256: string): AsyncIterable<Buffer> {
    return createReadStream(this.locate(sha256), { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>;
  }

  /** Make durable what was put since the last time. */
  async sync(): Promise<void> {
    for (const folder of this.unsynced) await syncFolder(folder);
    this.unsynced.clear();
    await syncFolder(this.folder);
  }

  /** Remove what was left under way by a crash, and every object but these. @returns Bytes that were given back. */
  async keepOnly(wanted: ReadonlySet<string>): Promise<number> {
    let freed = 0;
    for (const entry of await readdir(this.folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || wanted.has(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      freed += (await stat(path)).size;
      await rm(path, { force: true });
    }
    return freed;
  }

  /** Remove what was left under way by a crash. */
  async clear(): Promise<void> {
    for (const name of await readdir(this.folder))
      if (name.endsWith(UNDER_WAY)) await rm(join(this.folder, name), { force: true });
  }

  private async adopt(fresh: string, sha256: string): Promise<void> {
    const target = this.locate(sha256);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await rename(fresh, target);
    this.unsynced.add(dirname(target));
  }

  private locate(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

const READ_BYTES = 1024 * 1024;

async function writeHashed(path: string, bytes: AsyncIterable<Buffer>, signal?: AbortSignal): Promise<StoredObject> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const piece of bytes) {
      signal?.throwIfAborted();
      hash.update(piece);
      size += piece.length;
      await file.writeFile(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes: size };
}
