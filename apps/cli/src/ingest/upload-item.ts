import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { FileUnreadable } from '../client/errors.js';
import { BATCH_BYTES } from './pack-batches.js';

/** One document to send: its place in the collection, and its bytes on demand (more than once, for retries). */
export interface UploadItem {
  readonly path: string;
  readonly sizeBytes: number;
  readonly metadata: Readonly<Record<string, string>> | null;
  /** @throws FileUnreadable also when the file no longer has `sizeBytes`. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** A file of this machine as an item. Small ones are read at once when sent, large ones in pieces. */
export function fileItem(location: string, path: string, sizeBytes: number): UploadItem {
  return { path, sizeBytes, metadata: null, chunks: () => wholeFile(location, path, sizeBytes) };
}

/** A text as an item, encoded as UTF-8. */
export function textItem(path: string, text: string, metadata: Readonly<Record<string, string>>): UploadItem {
  return {
    path,
    sizeBytes: Buffer.byteLength(text),
    metadata,
    async *chunks() {
      yield Buffer.from(text);
    },
  };
}

/** SHA-256 of a file as 64 hexadecimal characters, read in pieces. @throws FileUnreadable */
export async function hashFile(location: string, path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(location)) hash.update(piece as Buffer);
  } catch (error) {
    throw new FileUnreadable(path, error);
  }
  return hash.digest('hex');
}

async function* wholeFile(location: string, path: string, sizeBytes: number): AsyncIterable<Uint8Array> {
  let sent = 0;
  for await (const piece of piecesOf(location, path, sizeBytes)) {
    sent += piece.length;
    if (sent > sizeBytes) break;
    yield piece;
  }
  if (sent !== sizeBytes) throw new FileUnreadable(path, new Error('it changed while it was read'));
}

async function* piecesOf(location: string, path: string, sizeBytes: number): AsyncIterable<Buffer> {
  try {
    if (sizeBytes <= BATCH_BYTES) yield await readFile(location);
    else yield* createReadStream(location) as AsyncIterable<Buffer>;
  } catch (error) {
    throw new FileUnreadable(path, error);
  }
}
