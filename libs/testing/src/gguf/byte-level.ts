/** The byte-level alphabet of GPT-2 vocabularies: printable bytes stand for themselves, the others for U+0100 and up. */
export const BYTE_SIGNS: readonly string[] = (() => {
  let next = 256;
  const isPrintable = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPrintable(byte) ? byte : next++));
})();

/** A text's UTF-8 bytes in the alphabet of {@link BYTE_SIGNS}, one sign a byte. */
export const toByteLevel = (text: string): string =>
  Array.from(Buffer.from(text, 'utf8'), (byte) => BYTE_SIGNS[byte]).join('');

const CUTS = { words: /\s*\S+|\s+$/gu, threes: /[^]{1,3}/gu } as const;

/**
 * Split a reply at its words (or every three characters) into pieces that are all different from each other and from those
 * taken (a vocabulary holds each text once); a repeated word is glued to its neighbour.
 */
export function uniquePieces(reply: string, taken: Set<string>, cut: keyof typeof CUTS = 'words'): string[] {
  const pieces: string[] = [];
  let current = '';
  for (const word of reply.match(CUTS[cut]) ?? []) {
    current += word;
    if (current === '\n' || taken.has(current)) continue;
    taken.add(current);
    pieces.push(current);
    current = '';
  }
  if (current === '') return pieces;
  const last = pieces.pop();
  if (last === undefined) throw new Error('This reply cannot be split into unique pieces.');
  taken.delete(last);
  taken.add(last + current);
  return [...pieces, last + current];
}
