import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** SHA-256 of a file as 64 hexadecimal characters, read in pieces. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/**
 * Hashes files, each content once: a file that is still the same one, of the same size and times, is not read again. Its time of change
 * counts too, which nobody can set back.
 */
export class FileHashes {
  private readonly known = new Map<string, { readonly state: string; readonly sha256: string }>();

  /** A file was just written or moved here, and its hash is known. */
  async remember(path: string, sha256: string): Promise<void> {
    this.known.set(path, { state: await stateOf(path), sha256 });
  }

  async sha256Of(path: string): Promise<string> {
    const state = await stateOf(path);
    const known = this.known.get(path);
    if (known?.state === state) return known.sha256;
    const sha256 = await fileSha256(path);
    this.known.set(path, { state, sha256 });
    return sha256;
  }
}

async function stateOf(path: string): Promise<string> {
  const { ino, size, mtimeMs, ctimeMs } = await stat(path);
  return [ino, size, mtimeMs, ctimeMs].join(' ');
}
