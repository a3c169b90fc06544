import { affinity, termsOf, type Term } from '../text/terms.js';

/** Words on either side that must be the same before another name between them counts as exchanged. */
const FLANK = 2;
const ADDRESS = /^(?:The|A|An|Mr|Mrs|Ms|Dr|Prof|Sir|Herr|Frau|Der|Die|Das)$/u;

interface Word extends Term {
  readonly surface: string;
}

/**
 * Names and numbers that stand in a sentence where its source, otherwise worded the same there, has others:
 * "Beta must give three months" for "Acme must give three months".
 * @returns Their places in the sentence; none when the wording differs too much to tell.
 */
export function exchangedNames(sentence: string, source: string): Term[] {
  const [own, other] = [wordsOf(sentence), wordsOf(source)];
  const pairs = [[-1, -1] as const, ...commonWords(own, other), [own.length, other.length] as const];
  const exchanged: Term[] = [];
  for (let i = 1; i < pairs.length; i++) {
    const [from, to] = [pairs[i - 1]!, pairs[i]!];
    const [written, stood] = [own.slice(from[0] + 1, to[0]), other.slice(from[1] + 1, to[1])];
    if (written.length === 0 || stood.length === 0 || written.length > 8 || stood.length > 8) continue;
    if (runEndingAt(pairs, i - 1) + runStartingAt(pairs, i) < 2 * FLANK) continue;
    const names = written.filter((word) => isNameLike(word) && !isAmong(word, stood));
    if (names.length > 0 && stood.some((word) => isNameLike(word) && !isAmong(word, written))) exchanged.push(...names);
  }
  return exchanged;
}

const wordsOf = (text: string): Word[] =>
  termsOf(text).map((term) => ({ ...term, surface: text.slice(term.start, term.end) }));

const isNameLike = ({ surface, isNumber }: Word): boolean =>
  isNumber || (/^\p{Lu}/u.test(surface) && !ADDRESS.test(surface));

const isAmong = ({ key }: Word, words: readonly Word[]): boolean => words.some((word) => affinity(key, word.key) > 0);

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
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}

type Pairs = readonly (readonly [number, number])[];

/** Words that both have side by side up to a place; the ends of both texts count as {@link FLANK}. */
function runEndingAt(pairs: Pairs, place: number): number {
  if (place === 0) return FLANK;
  let run = 1;
  while (place - run > 0 && isNext(pairs[place - run]!, pairs[place - run + 1]!)) run++;
  return Math.min(run, 2 * FLANK - 1);
}

function runStartingAt(pairs: Pairs, place: number): number {
  if (place === pairs.length - 1) return FLANK;
  let run = 1;
  while (place + run < pairs.length - 1 && isNext(pairs[place + run - 1]!, pairs[place + run]!)) run++;
  return Math.min(run, 2 * FLANK - 1);
}

const isNext = (a: readonly [number, number], b: readonly [number, number]): boolean =>
  b[0] === a[0] + 1 && b[1] === a[1] + 1;
