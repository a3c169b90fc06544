import type { Readable } from 'node:stream';
import { SEALED_FILE } from './sealed-stream.js';

/** A stored file whose beginning was looked at. */
export interface PeekedFile {
  readonly isSealed: boolean;
  /** Every byte, once. The file is let go of when they end, are left half-way or fail; who reads none of them ends the stream. */
  readonly whole: AsyncGenerator<Buffer>;
}

/** Tell by its first bytes whether `sealStream` wrote a file. */
export async function peekSealed(stored: Readable): Promise<PeekedFile> {
  const pieces = (stored as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < SEALED_FILE.length) {
    const next = await pieces.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  async function* whole(): AsyncGenerator<Buffer> {
    try {
      yield start;
      yield* { [Symbol.asyncIterator]: () => pieces };
    } finally {
      stored.destroy();
    }
  }
  return { isSealed: start.subarray(0, SEALED_FILE.length).equals(SEALED_FILE), whole: whole() };
}
