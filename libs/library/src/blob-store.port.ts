import type { Readable } from 'node:stream';

const REMOVED_AT_ONCE = 16;

/** Original files, content-addressed by SHA-256. Putting the same bytes twice stores them once. */
export abstract class BlobStore {
  /**
   * Move a finished temporary file into the store; durable when it returns.
   * @param sha256 Hash of the file's bytes, computed by the caller while it was written.
   * @throws BlobUnwritable; BlobStoreUnreachable when a store elsewhere does not answer
   */
  abstract adopt(temporaryPath: string, sha256: string): Promise<void>;
  /** The bytes, from the first on. @throws BlobMissing; the stream itself may fail, too. */
  abstract open(sha256: string): Promise<Readable>;
  /** Let somebody read the bytes as a local file, which may be gone afterwards. @throws BlobMissing; what `use` throws */
  abstract withFile<T>(sha256: string, use: (path: string) => Promise<T>): Promise<T>;
  /** Forget a blob that no revision refers to. */
  abstract remove(sha256: string): Promise<void>;

  /** As {@link remove}, of many. */
  async removeAll(hashes: readonly string[]): Promise<void> {
    for (let i = 0; i < hashes.length; i += REMOVED_AT_ONCE)
      await Promise.all(hashes.slice(i, i + REMOVED_AT_ONCE).map((sha256) => this.remove(sha256)));
  }
}

/** A store of bytes as they are, which another one may stand in front of. */
export abstract class PlainBlobStore extends BlobStore {
  abstract has(sha256: string): Promise<boolean>;
  /** As {@link adopt}, in the place of what is there. */
  abstract replace(temporaryPath: string, sha256: string): Promise<void>;
}
