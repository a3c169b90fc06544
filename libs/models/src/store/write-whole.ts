import type { FileHandle } from 'node:fs/promises';

/** Write all of a piece at the file's end; the system may take it in several bites. */
export async function writeWhole(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length;) at += (await file.write(piece, at)).bytesWritten;
}
