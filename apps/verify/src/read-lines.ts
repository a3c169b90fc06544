import { createReadStream } from 'node:fs';
import { ProofInvalid } from '#transparency';

/** No file that is a single line, nor any entry of a log, is longer. */
const MOST_LINE_CHARS = 256 * 1024 ** 2;

/** Lines of a file, whatever way they end. @throws ProofInvalid for one that is longer than any that there is. */
export async function* readLines(path: string): AsyncGenerator<string, void, undefined> {
  let pieces: string[] = [];
  let length = 0;
  for await (const piece of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    const [first, ...more] = piece.split('\n');
    pieces.push(first!);
    length += first!.length;
    if (length > MOST_LINE_CHARS) throw new ProofInvalid('The file is none of those that can be checked.');
    for (const start of more) {
      yield pieces.join('').replace(/\r$/, '');
      [pieces, length] = [[start], start.length];
    }
  }
  if (length > 0) yield pieces.join('').replace(/\r$/, '');
}
