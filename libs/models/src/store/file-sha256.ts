import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** SHA-256 of a file as 64 hexadecimal characters, read in pieces. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** Hashes files, each content once: a file of unchanged size and modification time is not read again. */
export class FileHashes {
  private readonly known = new Map<string, { size: number; mtimeMs: number; sha256: string }>();

  /** A file was just written or moved here, and its hash is known. */
  async remember(path: string, sha256: string): Promise<void> {
    const { size, mtimeMs } = await stat(path);
    this.known.set(path, { size, mtimeMs, sha256 });
  }

  async sha256Of(path: string): Promise<string> {
    const { size, mtimeMs } = await stat(path);
    const known = this.known.get(path);
    if (known?.size === size && known.mtimeMs === mtimeMs) return known.sha256;
    const sha256 = await fileSha256(path);
    this.known.set(path, { size, mtimeMs, sha256 });
    return sha256;
  }
}
