import type { Span } from '#knowledge';

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** A segmenter takes time and memory in proportion to its text, so long texts go through it in slices cut at white space. */
const SLICE_CHARS = 20_000;
const RUN_GRAPHEMES = 16;
const ENUMERATOR = /^\s*\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]\s*$/;

/** How a piece of text may be cut when it has to be. */
export type Grain = 'line' | 'sentence' | 'word' | 'run' | 'grapheme';

const FINER: Readonly<Record<Grain, Grain | null>> = {
  line: 'word',
  sentence: 'word',
  word: 'run',
  run: 'grapheme',
  grapheme: null,
};

/**
 * Cut a range of a text into pieces that fit, at the coarsest borders that allow it: lines or sentences, then words, then
 * graphemes (in runs first, for speed). Pieces are in order, trimmed of white space, never blank, and hold every other character of the range.
 * @param fits Whether a piece may stay as it is; assumed true for a single grapheme.
 */
export function splitToFit(text: string, range: Span, grain: Grain, fits: (piece: Span) => boolean): Span[] {
  const pieces: Span[] = [];
  const parts = new Lookahead(bordersOf(text, range, grain));
  for (let first = parts.at(0); first; first = parts.at(0)) {
    const start = first.start;
    const count = mostFitting((wanted) => {
      const last = parts.at(wanted - 1);
      return last !== undefined && fits({ start, end: last.end });
    });
    const finer = FINER[grain];
    if (count === 0 && finer) for (const piece of splitToFit(text, first, finer, fits)) pieces.push(piece);
    else pieces.push({ start, end: parts.at(Math.max(count, 1) - 1)!.end });
    parts.drop(Math.max(count, 1));
  }
  return pieces.map((piece) => trimmed(text, piece)).filter((piece) => piece.end > piece.start);
}

/** The largest count that fits, found in a logarithmic number of tries; longer pieces are taken to be larger. */
function mostFitting(fits: (count: number) => boolean): number {
  let good = 0;
  let bad = 1;
  while (fits(bad)) {
    good = bad;
    bad *= 2;
  }
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** Reads an iterator only as far as it is asked to. */
class Lookahead<T> {
  readonly #source: Iterator<T>;
  #read: T[] = [];
  #dropped = 0;

  constructor(source: Iterator<T>) {
    this.#source = source;
  }

  at(index: number): T | undefined {
    while (this.#read.length - this.#dropped <= index) {
      const next = this.#source.next();
      if (next.done) return undefined;
      this.#read.push(next.value);
    }
    return this.#read[this.#dropped + index];
  }

  drop(count: number): void {
    this.#dropped += count;
    if (this.#dropped < 1024) return;
    this.#read = this.#read.slice(this.#dropped);
    this.#dropped = 0;
  }
}

/** The sentences of a range, in order and trimmed. A number or letter that only counts an item stays with its sentence. */
export function sentencesOf(text: string, range: Span): Span[] {
  return [...sentenceBorders(text, range)]
    .map((piece) => trimmed(text, piece))
    .filter((piece) => piece.end > piece.start);
}

function bordersOf(text: string, range: Span, grain: Grain): Generator<Span> {
  switch (grain) {
    case 'line':
      return linesOf(text, range);
    case 'sentence':
      return sentenceBorders(text, range);
    case 'word':
      return wordsOf(text, range);
    case 'run':
      return runsOf(text, range);
    case 'grapheme':
      return graphemesOf(text, range);
  }
}

function* sentenceBorders(text: string, range: Span): Generator<Span> {
  let held: Span | null = null;
  for (const slice of slicesOf(text, range)) {
    for (const { segment, index } of sentences.segment(text.slice(slice.start, slice.end))) {
      const start = slice.start + index;
      const piece: Span = { start: held?.start ?? start, end: start + segment.length };
      held = ENUMERATOR.test(text.slice(piece.start, piece.end)) ? piece : null;
      if (!held) yield piece;
    }
  }
  if (held) yield held;
}

/** Words with the white space after them. Scripts without spaces go on to graphemes. */
function* wordsOf(text: string, range: Span): Generator<Span> {
  let start = range.start;
  for (let i = range.start + 1; i < range.end; i++) {
    if (isBlank(text, i) || !isBlank(text, i - 1)) continue;
    yield { start, end: i };
    start = i;
  }
  if (start < range.end) yield { start, end: range.end };
}

/** Below U+0300 every character is a grapheme unless something above it follows; only the rest needs the (slow) segmenter. */
function* graphemesOf(text: string, range: Span): Generator<Span> {
  const isPlain = (index: number) => text.charCodeAt(index) < 0x300;
  let i = range.start;
  while (i < range.end) {
    if (isPlain(i) && (i + 1 === range.end || isPlain(i + 1))) {
      yield { start: i, end: ++i };
      continue;
    }
    let end = i + 1;
    while (end < range.end && end - i < SLICE_CHARS && !isPlain(end)) end++;
    if (end < range.end && isHighSurrogate(text, end - 1)) end--;
    for (const { segment, index } of graphemes.segment(text.slice(i, end)))
      yield { start: i + index, end: i + index + segment.length };
    i = end;
  }
}

function* runsOf(text: string, range: Span): Generator<Span> {
  let start = range.start;
  let count = 0;
  for (const { end } of graphemesOf(text, range)) {
    count++;
    if (count % RUN_GRAPHEMES > 0 && end < range.end) continue;
    yield { start, end };
    start = end;
  }
}

function* linesOf(text: string, range: Span): Generator<Span> {
  let start = range.start;
  while (start < range.end) {
    const at = text.indexOf('\n', start);
    const end = at < 0 || at >= range.end ? range.end : at + 1;
    yield { start, end };
    start = end;
  }
}

function* slicesOf(text: string, range: Span): Generator<Span> {
  let start = range.start;
  while (start < range.end) {
    let end = Math.min(range.end, start + SLICE_CHARS);
    if (end < range.end) {
      // A text of one line would be searched for its break to its very beginning, slice by slice.
      const slice = text.slice(start, end + 1);
      const space = Math.max(slice.lastIndexOf(' '), slice.lastIndexOf('\n'));
      if (space > SLICE_CHARS / 2) end = start + space + 1;
      else if (isHighSurrogate(text, end - 1)) end--;
    }
    yield { start, end };
    start = end;
  }
}

function isHighSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xd800 && code <= 0xdbff;
}

/** The span without the white space at its ends; empty, at its own end, where there is nothing else. */
export function trimmed(text: string, { start, end }: Span): Span {
  while (start < end && isBlank(text, start)) start++;
  while (end > start && isBlank(text, end - 1)) end--;
  return { start, end };
}

function isBlank(text: string, index: number): boolean {
  return text.charCodeAt(index) <= 32 || text[index]!.trim() === '';
}
