import type { Readable } from 'node:stream';
import { concurrently } from '#knowledge';
import { BlobMissing, type PlainBlobStore } from '#library';
import { peekSealed } from '#vault';
import type { FileSealer } from './file-sealer.js';
import type { BackupFile, BackupManifest } from './manifest.js';
import type { ObjectStore } from './object-store.js';

/** Original files by hash, with which of its data keys each is encrypted under; null: none. */
export type Originals = ReadonlyMap<string, string | null>;

const AT_ONCE = 4;

/**
 * Brings original files into a backup, each once: what an earlier backup of the folder has is not read again. A file's content
 * follows from its hash and its data key, so both together say whether it is the same.
 */
export class OriginalsCopy {
  private readonly files = new Map<string, BackupFile>();
  private readonly earlier: ReadonlyMap<string, BackupFile>;

  constructor(
    private readonly store: PlainBlobStore,
    private readonly objects: ObjectStore,
    private readonly sealer: FileSealer,
    private readonly previous: BackupManifest | null,
  ) {
    const known = (previous?.files ?? []).filter(({ path }) => path.startsWith(PREFIX));
    this.earlier = new Map(known.map((file) => [nameOf(file.path.slice(PREFIX.length), file.made ?? null), file]));
  }

  /** @returns Hashes of those that the store does not have. */
  async bring(originals: Originals, onDone: (count: number) => void, signal: AbortSignal): Promise<string[]> {
    const waiting = [...originals].filter(([sha256, made]) => !this.files.has(nameOf(sha256, made)));
    const gone: string[] = [];
    let done = originals.size - waiting.length;
    await concurrently(waiting, AT_ONCE, async ([sha256, made]) => {
      signal.throwIfAborted();
      if (!(await this.bringOne(sha256, made, signal))) gone.push(sha256);
      onDone((done += 1));
    });
    return gone;
  }

  /** Of these, those that were brought, by path. */
  of(originals: Originals): BackupFile[] {
    const found = [...originals].flatMap(([sha256, made]) => this.files.get(nameOf(sha256, made)) ?? []);
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  private async bringOne(sha256: string, made: string | null, signal: AbortSignal): Promise<boolean> {
    const name = nameOf(sha256, made);
    const known = this.earlier.get(name);
    if (known && (await this.isOfUse(known))) {
      this.files.set(name, known);
      return true;
    }
    try {
      const file = await this.copy(`${PREFIX}${sha256}`, await this.store.open(sha256), signal);
      this.files.set(name, { ...file, made });
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  /** What was encrypted for an earlier backup is left behind with the vault key of that time. */
  private async isOfUse({ sealed, ...file }: BackupFile): Promise<boolean> {
    const kek = sealed && this.previous?.keys[sealed.key]?.kek;
    return (kek === null || kek === this.sealer.outside.kek) && (await this.objects.has(file));
  }

  /** Files from before there was a vault lie in the store as they came; a backup holds none of those in clear. */
  private async copy(path: string, stored: Readable, signal: AbortSignal): Promise<BackupFile> {
    try {
      const { isSealed, whole } = await peekSealed(stored);
      if (!isSealed) return await this.sealer.put(path, whole, signal);
      const { sha256, bytes } = await this.objects.put(whole, signal);
      return { path, sha256, bytes, sealed: null };
    } finally {
      stored.destroy();
    }
  }
}

/** How originals are called in a backup. */
export const PREFIX = 'originals/';

const nameOf = (sha256: string, made: string | null): string => `${sha256} ${made ?? ''}`;

const isMissing = (error: unknown): boolean =>
  error instanceof BlobMissing || (error as NodeJS.ErrnoException).code === 'ENOENT';
