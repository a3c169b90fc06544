import { createReadStream } from 'node:fs';
import { FileUnreadable } from '../client/errors.js';
import type { OnBytes } from './model-desk.js';

/** A file's bytes as they are read, with a count. @throws FileUnreadable */
export async function* readCounted(path: string, sizeBytes: number, onBytes: OnBytes): AsyncGenerator<Uint8Array> {
  let done = 0;
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
      yield piece as Buffer;
      done += (piece as Buffer).length;
      onBytes(done, sizeBytes);
    }
  } catch (error) {
    throw new FileUnreadable(path, error);
  }
}
