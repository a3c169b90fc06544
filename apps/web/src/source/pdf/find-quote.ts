/** A part of one piece of text as a page is drawn from it. */
export interface PieceRange {
  /** Index of the piece. */
  piece: number;
  /** Characters `[start, end)` of that piece. */
  start: number;
  end: number;
}

interface Folded {
  text: string;
  /** For each character of `text`: the piece it comes from, and the characters `[start, end)` of it that it stands for. */
  piece: number[];
  start: number[];
  end: number[];
}

// A third of a quote, found at both of its ends, is taken as the quote; words between may have been read differently.
const ANCHOR_SHARE = 1 / 3;
const SHORTEST_ANCHOR = 8;
const LONGEST_ANCHOR = 40;
const MOST_STRETCH = 1.5;

/**
 * Find a quote among the pieces of text that a page is drawn from. Spaces, hyphens, case, ligatures and accents do not
 * count, because a page breaks words and lines where its stored text does not.
 * @param pieces Strings in reading order, as drawn.
 * @param before How many characters of the page's stored text stand before the quote; decides between several places.
 * @returns Ranges in piece order, none empty; an empty list when the quote is not there.
 */
export function findQuote(pieces: readonly string[], quote: string, before = 0): PieceRange[] {
  const page = fold(pieces);
  const needle = fold([quote]).text;
  if (needle === '') return [];
  const place = findWhole(page.text, needle, before) ?? findByEnds(page.text, needle, before);
  const found = place ?? findWhole(page.text, fold([cellsOf(quote)]).text, before);
  return found ? ranges(page, ...found) : [];
}

function findWhole(text: string, needle: string, before: number): [number, number] | null {
  const start = needle === '' ? -1 : nearest(text, needle, before);
  return start === -1 ? null : [start, start + needle.length];
}

/** The cells of a row of a table: its stored text repeats above each what the page says once (`Office: Firm; Hours: 42.6`). */
function cellsOf(quote: string): string {
  const cells = quote.split('; ').map((cell) => /^.*?: (.*)$/su.exec(cell)?.[1]);
  return cells.length > 1 && cells.every((cell) => cell !== undefined) ? cells.join(' ') : '';
}

function fold(pieces: readonly string[]): Folded {
  const folded: Folded = { text: '', piece: [], start: [], end: [] };
  pieces.forEach((text, piece) => {
    let offset = 0;
    for (const character of text) {
      for (const kept of foldCharacter(character)) {
        folded.text += kept;
        folded.piece.push(piece);
        folded.start.push(offset);
        folded.end.push(offset + character.length);
      }
      offset += character.length;
    }
  });
  return folded;
}

/** @returns UTF-16 code units that stand for one character; none for what does not count. */
function foldCharacter(character: string): string[] {
  return character
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\s\p{M}\p{Cc}\p{Cf}\p{Pd}\u00ad]/gu, '')
    .replace(/[‘’‚‛`´]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .split('');
}

function nearest(text: string, needle: string, before: number): number {
  let best = -1;
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1))
    if (best === -1 || Math.abs(at - before) < Math.abs(best - before)) best = at;
  return best;
}

function findByEnds(text: string, needle: string, before: number): [number, number] | null {
  const length = Math.min(LONGEST_ANCHOR, Math.floor(needle.length * ANCHOR_SHARE));
  if (length < SHORTEST_ANCHOR) return null;
  const start = nearest(text, needle.slice(0, length), before);
  if (start === -1) return null;
  const tail = needle.slice(-length);
  const end = nearest(text, tail, start + needle.length - length);
  const isPlausible = end > start && end + length - start <= needle.length * MOST_STRETCH;
  return isPlausible ? [start, end + length] : null;
}

function ranges(page: Folded, from: number, to: number): PieceRange[] {
  const found: PieceRange[] = [];
  for (let at = from; at < to; at += 1) {
    const piece = page.piece[at]!;
    const end = page.end[at]!;
    const last = found.at(-1);
    if (last?.piece === piece) last.end = end;
    else found.push({ piece, start: page.start[at]!, end });
  }
  return found;
}
