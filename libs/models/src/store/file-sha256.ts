import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** SHA-256 of a file as 64 hexadecimal characters, read in pieces. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

interface Known {
  readonly state: string;
  readonly sha256: Promise<string>;
  /** Once it is there. */
  found?: string;
}

/**
 * Hashes files, each content once: a file that is still the same one, of the same size and times, is not read again, and whoever
 * asks while it is read waits for that. Its time of change counts too, which nobody can set back.
 */
export class FileHashes {
  private readonly known = new Map<string, Known>();

  /** @param read Reads a file whole and hashes it. */
  constructor(private readonly read: (path: string) => Promise<string> = fileSha256) {}

  /** A file was just written or moved here, and its hash is known. */
  async remember(path: string, sha256: string): Promise<void> {
    this.known.set(path, { state: await fileState(path), sha256: Promise.resolve(sha256), found: sha256 });
  }

  /** The same without reading: null for a file whose content, as it is now, was not hashed yet. @throws what looking at it throws. */
  async recalled(path: string): Promise<string | null> {
    const known = this.known.get(path);
    return known !== undefined && known.state === (await fileState(path)) ? (known.found ?? null) : null;
  }

  /** As {@link sha256Of}, read whole whatever is known of it. */
  anew(path: string): Promise<string> {
    this.known.delete(path);
    return this.sha256Of(path);
  }

  /** SHA-256 of a file as it is now, as 64 hexadecimal characters. @throws what opening and reading it throws; the next call tries again. */
  async sha256Of(path: string): Promise<string> {
    const state = await fileState(path);
    const known = this.known.get(path);
    if (known?.state === state) return known.sha256;
    const reading: Known = { state, sha256: this.read(path) };
    this.known.set(path, reading);
    reading.sha256.then(
      (found) => (reading.found = found),
      () => this.known.get(path) === reading && this.known.delete(path),
    );
    return reading.sha256;
  }
}

/** Changes whenever the file's content does. @throws what looking at it throws. */
export async function fileState(path: string): Promise<string> {
  const { ino, size, mtimeMs, ctimeMs } = await stat(path);
  return [ino, size, mtimeMs, ctimeMs].join(' ');
}
