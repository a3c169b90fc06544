import { aLockedPdf } from '#testing';

/** Files to choose and to drop, made in memory. */
export interface File {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const textFile = (name: string, text: string, mimeType = 'text/markdown'): File => ({
  name,
  mimeType,
  buffer: Buffer.from(text),
});

/** A page with one sentence, locked with the password `sesame`. */
export const lockedPdf = (name: string): File => ({
  name,
  mimeType: 'application/pdf',
  buffer: aLockedPdf('sesame', 'The vault opens at noon.'),
});
