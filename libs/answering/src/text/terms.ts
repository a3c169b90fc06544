import type { Span } from '#knowledge';
import { fold, stem } from './fold-word.js';
import { areRelated } from './related-words.js';

/** A word, number or pair of ideographs of a text, under the key by which it is compared. */
export interface Term extends Span {
  /** Folded and stemmed; numbers in one notation (`1,000.50` and `1.000,5` are both `1000.5`). */
  readonly key: string;
  readonly isNumber: boolean;
}

const WIDE = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー々';
const TOKEN = new RegExp(
  `\\p{Nd}+(?:[.,'’\\u00a0\\u202f]\\p{Nd}+)*(?:st|nd|rd|th)?(?![a-zA-Z])|[${WIDE}]+|(?:(?![${WIDE}])[\\p{L}\\p{M}\\p{N}])+(?:['’](?:(?![${WIDE}])\\p{L})+)?`,
  'gu',
);
const IS_WIDE = new RegExp(`^[${WIDE}]`, 'u');
/** Scripts that part no words by spaces and have too many letters a word for pairs. */
const UNPARTED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
const NUMBER_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'two three four five six seven eight nine ten eleven twelve',
    'zwei drei vier funf sechs sieben acht neun zehn elf zwolf',
  ].flatMap((words) => words.split(' ').map((word, i) => [word, String(i + 2)])),
);

/**
 * All terms of a text in order; text in Chinese, Japanese or Korean script becomes overlapping pairs of characters, and runs of Thai,
 * Lao, Khmer or Burmese become the words that a dictionary finds in them.
 */
export function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    const start = match.index;
    if (IS_WIDE.test(token)) terms.push(...pairsOf(token, start));
    else if (UNPARTED.test(token)) terms.push(...wordsOf(token, start));
    else if (/^\p{Nd}/u.test(token) && !/\p{L}{3}/u.test(token)) {
      for (const key of numberKeys(token)) terms.push({ key, isNumber: true, start, end: start + token.length });
    } else {
      const folded = fold(token);
      const number = NUMBER_WORDS[folded];
      terms.push({ key: number ?? stem(folded), isNumber: number !== undefined, start, end: start + token.length });
    }
  }
  return terms;
}

function wordsOf(run: string, offset: number): Term[] {
  return Array.from(segmenter.segment(run), ({ segment, index }) => ({
    // Its vowels are marks; without them other words would look the same.
    key: segment.normalize('NFKC'),
    isNumber: false,
    start: offset + index,
    end: offset + index + segment.length,
  }));
}

function pairsOf(run: string, offset: number): Term[] {
  if (run.length === 1) return [{ key: run, isNumber: false, start: offset, end: offset + 1 }];
  return Array.from({ length: run.length - 1 }, (_, i) => ({
    key: run.slice(i, i + 2),
    isNumber: false,
    start: offset + i,
    end: offset + i + 2,
  }));
}

/** The numbers that a numeral names: one, or each part of a date, version or address. */
function numberKeys(token: string): string[] {
  const digits = token.replace(/(?:st|nd|rd|th)$/u, '').replace(/\p{Nd}/gu, asciiDigit);
  if (/^\d{1,3}(?:([.,'’\u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$/u.test(digits)) {
    const [whole = '', fraction] = splitGroups(digits);
    return [String(Number(fraction ? `${whole}.${fraction}` : whole))];
  }
  if (/^\d{1,15}(?:[.,]\d+)?$/.test(digits)) return [String(Number(digits.replace(',', '.')))];
  return digits.split(/\D/u).map((part) => part.replace(/^0+(?=\d)/, ''));
}

/** Whole part without group separators, and the fraction if the last separator differs from the first. */
function splitGroups(digits: string): [string, string?] {
  const group = /\D/u.exec(digits)![0];
  const last = digits.search(/\D\d*$/u);
  if (digits[last] !== group) return [digits.slice(0, last).replace(/\D/gu, ''), digits.slice(last + 1)];
  return [digits.replace(/\D/gu, '')];
}

/** Zeros of the decimal digit blocks that documents use beside ASCII: Arabic-Indic, Persian, Devanagari, full width. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xff10];

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  const zero = ZEROS.find((candidate) => code >= candidate && code < candidate + 10);
  return zero === undefined ? digit : String(code - zero);
}

/**
 * How far two keys mean the same word, in [0, 1]: 1 when equal, less for a shared long beginning (inflection)
 * or when one ends with the other (the head of a compound).
 */
export function affinity(a: string, b: string): number {
  if (a === b) return 1;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 5 || !/^\p{L}+$/u.test(long)) return 0;
  if (long.startsWith(short)) return long.length - short.length <= 4 ? 0.8 : 0.6;
  if (long.length - short.length >= 3 && long.endsWith(short)) return 0.6;
  let shared = 0;
  while (shared < short.length && short[shared] === long[shared]) shared += 1;
  return shared >= 5 && shared >= 0.7 * long.length ? 0.7 : 0;
}

/** What a word of the same group is worth beside the word itself. */
export const RELATED = 0.5;

/** The best {@link affinity} of one key to any of some candidates, related words included. Remembers what it has compared: texts repeat their words. */
export function affinityTo(key: string): (candidates: Iterable<string>) => number {
  const known = new Map<string, number>();
  return (candidates) => {
    let best = 0;
    for (const candidate of candidates) {
      let value = known.get(candidate);
      if (value === undefined)
        known.set(candidate, (value = affinity(key, candidate) || (areRelated(key, candidate) ? RELATED : 0)));
      if (value === 1) return 1;
      if (value > best) best = value;
    }
    return best;
  };
}
