import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { VaultItemErased, VaultSealBroken, type Vault, peekSealed, sealStream, unsealStream } from '#vault';
import { BlobStore, type PlainBlobStore } from './blob-store.port.js';
import { BlobUnwritable } from './errors.js';

/**
 * Encrypts each file under a key of its own before another store takes it. Files that were put there before stay readable as
 * they are. Whatever is read has the hash that it goes by, or breaks off before its end (`VaultSealBroken`). Readers that need a
 * local file get a decrypted one for as long as they use it.
 */
export class SealedBlobStore extends BlobStore {
  constructor(
    private readonly inner: PlainBlobStore,
    private readonly vault: Vault,
  ) {
    super();
  }

  async adopt(temporaryPath: string, sha256: string): Promise<void> {
    const isSealed = (await this.vault.keysOf([itemOf(sha256)])).size > 0;
    if (isSealed && (await this.inner.has(sha256))) {
      await rm(temporaryPath, { force: true });
      return;
    }
    const sealed = `${temporaryPath}.sealed`;
    try {
      const key = await this.vault.keyFor(itemOf(sha256));
      await pipeline(
        sealStream(key, bytesOf(createReadStream(temporaryPath))),
        createWriteStream(sealed, { mode: 0o600 }),
      );
    } catch (cause) {
      await rm(sealed, { force: true });
      throw new BlobUnwritable(cause);
    } finally {
      await rm(temporaryPath, { force: true });
    }
    await this.inner.replace(sealed, sha256);
  }

  async open(sha256: string): Promise<Readable> {
    const stored = await this.inner.open(sha256);
    try {
      const { isSealed, whole } = await peekSealed(stored);
      const plain = isSealed ? unsealStream(await this.keyOf(sha256), whole) : whole;
      const opened = Readable.from(withHash(bytesOf(plain), sha256), { objectMode: false });
      // Who leaves before the first byte has begun nothing that would let go of the file.
      return opened.once('close', () => stored.destroy());
    } catch (error) {
      stored.destroy();
      throw error;
    }
  }

  async withFile<T>(sha256: string, use: (path: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'chancery-blob-'));
    try {
      const path = join(folder, 'file');
      await pipeline(await this.open(sha256), createWriteStream(path, { mode: 0o600 }));
      return await use(path);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async remove(sha256: string): Promise<void> {
    await this.removeAll([sha256]);
  }

  /** The keys go first, and together: what is left of the files then is unreadable. */
  override async removeAll(hashes: readonly string[]): Promise<void> {
    await this.vault.forget(hashes.map(itemOf));
    await this.inner.removeAll(hashes);
  }

  private async keyOf(sha256: string): Promise<Buffer> {
    const key = (await this.vault.keysOf([itemOf(sha256)])).get(itemOf(sha256));
    if (!key) throw new VaultItemErased();
    return key;
  }
}

/** Name of a file in the vault. */
export const itemOf = (sha256: string): string => `blob:${sha256}`;

/**
 * Gives on what it reads, the last piece once the whole has the hash. A seal alone does not say that much: a file in clear, as it
 * was stored before there was a vault, may have been put in the place of a sealed one, and who has the vault's key can seal another.
 */
async function* withHash(bytes: AsyncIterable<Buffer>, sha256: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let last: Buffer | null = null;
  for await (const piece of bytes) {
    hash.update(piece);
    if (last) yield last;
    last = piece;
  }
  if (hash.digest('hex') !== sha256) throw new VaultSealBroken();
  if (last) yield last;
}

const bytesOf = (stream: AsyncIterable<unknown>): AsyncIterable<Buffer> => stream as AsyncIterable<Buffer>;
