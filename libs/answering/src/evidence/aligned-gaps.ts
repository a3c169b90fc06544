import { termsOf, type Term } from '../text/terms.js';

/** As many words as the end of a text counts for. */
export const FLANK = 2;

/** A term with its spelling in the text. */
export interface Word extends Term {
  readonly surface: string;
}

/** Where two texts, word for word the same before and after, have other words. */
export interface Gap {
  /** Those of the first; may be none. */
  readonly written: readonly Word[];
  /** Those of the second; may be none. */
  readonly stood: readonly Word[];
  /** Words on both sides that are the same without a gap, up to 3 a side; the ends of both texts count as {@link FLANK}. */
  readonly flank: number;
}

/** The gaps between the longest sequence of words that two texts share, in order. */
export function alignedGaps(own: readonly Word[], other: readonly Word[]): Gap[] {
  const pairs = [[-1, -1] as const, ...commonWords(own, other), [own.length, other.length] as const];
  return pairs.slice(1).flatMap((to, i): Gap[] => {
    const from = pairs[i]!;
    const [written, stood] = [own.slice(from[0] + 1, to[0]), other.slice(from[1] + 1, to[1])];
    if (written.length === 0 && stood.length === 0) return [];
    return [{ written, stood, flank: runFrom(pairs, i, -1) + runFrom(pairs, i + 1, 1) }];
  });
}

/** The words of a text as they are compared, and as they stand there. */
export const wordsOf = (text: string): Word[] =>
  termsOf(text).map((term) => ({ ...term, surface: text.slice(term.start, term.end) }));

/** Places of the longest common subsequence of two lists of words. */
function commonWords(own: readonly Word[], other: readonly Word[]): (readonly [number, number])[] {
  const lengths = Array.from({ length: own.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let i = own.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      lengths[i]![j] =
        own[i]!.key === other[j]!.key
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < own.length && j < other.length;) {
    if (own[i]!.key === other[j]!.key) pairs.push([i++, j++]);
    // One word for another, where that is as long as any other way.
    else if (lengths[i + 1]![j + 1] === lengths[i]![j]) [i, j] = [i + 1, j + 1];
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}

type Pairs = readonly (readonly [number, number])[];

/** Words that both have side by side from a place on, backwards or forwards; the ends of both texts count as {@link FLANK}. */
function runFrom(pairs: Pairs, place: number, step: -1 | 1): number {
  const end = step < 0 ? 0 : pairs.length - 1;
  if (place === end) return FLANK;
  let last = place;
  while (last + step !== end && isStep(pairs[last]!, pairs[last + step]!, step)) last += step;
  return Math.min(Math.abs(last - place) + 1, 2 * FLANK - 1);
}

const isStep = (a: Pairs[number], b: Pairs[number], step: number): boolean =>
  b[0] === a[0] + step && b[1] === a[1] + step;
