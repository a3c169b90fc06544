import type { FileHandle } from 'node:fs/promises';
import { ModelCorrupt } from '../model-errors.js';

/**
 * Part of a model's file.
 * @param most Bytes of a piece; all but the last one have as many.
 * @returns Pieces in order, each valid until the next.
 * @throws ModelCorrupt where the file ends too early.
 */
export async function* readPieces(
  file: FileHandle,
  { start, bytes }: { readonly start: number; readonly bytes: number },
  most: number,
): AsyncGenerator<Buffer> {
  const room = Buffer.allocUnsafe(Math.min(bytes, most));
  for (let done = 0; done < bytes;) {
    const piece = room.subarray(0, Math.min(room.length, bytes - done));
    await fill(piece, file, start + done);
    yield piece;
    done += piece.length;
  }
}

async function fill(piece: Buffer, file: FileHandle, position: number): Promise<void> {
  for (let at = 0; at < piece.length;) {
    const { bytesRead } = await file.read(piece, at, piece.length - at, position + at);
    if (bytesRead === 0) throw changedMeanwhile();
    at += bytesRead;
  }
}

/** Of a file that is not what it was when its reading began. */
export const changedMeanwhile = (): ModelCorrupt =>
  new ModelCorrupt('The file of this model changed while it was read. Try again once nobody writes to it.');
