/** Original files, content-addressed by SHA-256. Putting the same bytes twice stores them once. */
export abstract class BlobStore {
  /**
   * Move a finished temporary file into the store; durable when it returns.
   * @param sha256 Hash of the file's bytes, computed by the caller while it was written.
   * @throws BlobUnwritable
   */
  abstract adopt(temporaryPath: string, sha256: string): Promise<void>;
  /** A local path to read the bytes from. @throws BlobMissing */
  abstract pathOf(sha256: string): Promise<string>;
  /** Forget a blob that no revision refers to. */
  abstract remove(sha256: string): Promise<void>;
}
