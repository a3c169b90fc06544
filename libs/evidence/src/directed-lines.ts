import bidiModule from 'bidi-js';

/** A part of a line that goes one way, with the brackets that it shows there. Parts stand from left to right. */
export interface DirectedRun {
  readonly text: string;
  readonly isRightToLeft: boolean;
}

/** A line as it is seen: its parts from left to right. */
export interface DirectedLine {
  readonly runs: readonly DirectedRun[];
  /** Whether it belongs to a paragraph that begins at the right. */
  readonly startsRight: boolean;
}

/** Letters that are written from right to left: Hebrew, Arabic and their kin. */
export const hasRightToLeft = (text: string): boolean =>
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(text);

/** Words that are put into a sentence, kept from turning what stands around them (FIRST STRONG ISOLATE). */
export const isolated = (words: string): string => (hasRightToLeft(words) ? `\u2068${words}\u2069` : words);

/** Its types speak of its module; what Node and bundlers make of either file is the factory itself. */
const makeBidi = bidiModule as unknown as typeof bidiModule.default;
const bidi = makeBidi();

/**
 * Break a paragraph into lines, and put each in the order in which it is seen (Unicode Bidirectional Algorithm): only after it is
 * known where lines end can they be ordered.
 * @param fits Whether a text is short enough for a line.
 */
export function directedLines(text: string, fits: (text: string) => boolean): DirectedLine[] {
  const levels = bidi.getEmbeddingLevels(text);
  const startsRight = levels.paragraphs[0]?.level === 1;
  return breakAt(text, fits).map(([start, end]) => {
    // Blanks at the end of a line are not seen, on whichever side that is.
    const seen = text.slice(start, end).trimEnd().length;
    return { startsRight, runs: runsOf(text, levels, start, start + seen) };
  });
}

/** Half-open ranges of lines. A word that is longer than a line is cut. */
function breakAt(text: string, fits: (text: string) => boolean): [start: number, end: number][] {
  const lines: [number, number][] = [];
  let start = 0;
  let end = 0;
  for (const word of text.split(/(?<=\s)/u)) {
    if (end > start && !fits(text.slice(start, end + word.trimEnd().length))) {
      lines.push([start, end]);
      start = end;
    }
    for (const sign of fits(word.trimEnd()) ? [word] : word) {
      if (end > start && sign !== word && !fits(text.slice(start, end + sign.length))) {
        lines.push([start, end]);
        start = end;
      }
      end += sign.length;
    }
  }
  return end > start ? [...lines, [start, end]] : lines;
}

/** Signs that say which way others go. They have no picture, and have done their work here. */
const ORDERS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Neighbours that also follow one another in the text, one way or the other, are one run. */
function runsOf(
  text: string,
  embedding: ReturnType<typeof bidi.getEmbeddingLevels>,
  start: number,
  end: number,
): DirectedRun[] {
  const mirrored = bidi.getMirroredCharactersMap(text, embedding.levels, start, end - 1);
  const isRight = (at: number): boolean => embedding.levels[at]! % 2 === 1;
  const runs: { from: number; to: number; isRightToLeft: boolean }[] = [];
  for (const at of bidi.getReorderedIndices(text, embedding, start, end - 1).slice(start, end)) {
    const last = runs.at(-1);
    if (last && last.isRightToLeft === isRight(at) && (last.isRightToLeft ? at === last.from - 1 : at === last.to)) {
      last.from = Math.min(last.from, at);
      last.to = Math.max(last.to, at + 1);
    } else runs.push({ from: at, to: at + 1, isRightToLeft: isRight(at) });
  }
  const signAt = (at: number): string => (ORDERS.test(text[at]!) ? '' : (mirrored.get(at) ?? text[at]!));
  return runs
    .map(({ from, to, isRightToLeft }) => ({
      isRightToLeft,
      text: Array.from({ length: to - from }, (_, i) => signAt(from + i)).join(''),
    }))
    .filter((run) => run.text !== '');
}
