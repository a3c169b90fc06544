import { fold, MAX_TOKEN_LENGTH, STOP_WORDS } from '../analyse.js';
import { lowerIn, readingOf, readingsOf, stemIn, unaccentedStemIn } from './languages.js';

/** How a word is indexed. */
export interface WordForms {
  /** Null for a word that is too common to be indexed. */
  readonly stem: string | null;
  /**
   * Another form by which it is found, of words that lose something with their accents: as somebody types them who has no
   * accents (`información`, `informacion`), or in Vietnamese, where accents tell words apart, with them.
   */
  readonly other: string | null;
}

/** The forms of a word of a text in a language (null: not recognised). Composed, in any case, possessive and all. */
export function formsIn(language: string | null, word: string): WordForms {
  return remembered(readingOf(word, language), word);
}

/**
 * Every form that a word may have in texts in these languages, and in those of no language.
 * @returns Distinct; empty where it is too common.
 */
export function formsAmong(languages: readonly string[], word: string): string[] {
  const forms = readingsOf(word, languages).flatMap((reading) => {
    const { stem, other } = remembered(reading, word);
    return [stem, other].flatMap((form) => form || []);
  });
  return [...new Set(forms)];
}

/** Texts repeat their words: most are looked up. */
const known = new Map<string | null, Map<string, WordForms>>();
const MOST_KNOWN = 20_000;

function remembered(reading: string | null, word: string): WordForms {
  const words = known.get(reading) ?? new Map<string, WordForms>();
  known.set(reading, words);
  const before = words.get(word);
  if (before) return before;
  if (words.size >= MOST_KNOWN) words.clear();
  const forms = makeForms(reading, word);
  words.set(word, forms);
  return forms;
}

function makeForms(reading: string | null, word: string): WordForms {
  const small = lowerIn(reading, word)
    .replace(/['’]s$/, '')
    .replace(JOINERS, '');
  const bare = plain(small);
  if (STOP_WORDS.has(bare)) return { stem: null, other: null };
  const stem = token(stemIn(reading, small));
  if (reading === 'vi') return { stem, other: stem === small ? null : small.slice(0, MAX_TOKEN_LENGTH) };
  const unaccented = token(unaccentedStemIn(reading, bare));
  return { stem, other: unaccented === stem ? null : unaccented };
}

/** What has no width and no meaning for a search. */
const JOINERS = /[\u00ad\u200c\u200d]/gu;

const token = (word: string): string => plain(word).slice(0, MAX_TOKEN_LENGTH);

/**
 * A lower-case word without what writers leave out or write either way: accents, the final form of sigma, forms of Arabic
 * letters, nukta and chandrabindu, other scripts' digits.
 */
export function plain(word: string): string {
  const folded = fold(word);
  if (IS_PLAIN.test(folded)) return folded;
  return folded.replace(VARIANTS, (letter) => SAME[letter] ?? '').replace(OTHER_DIGITS, digitOf);
}

const IS_PLAIN = /^[a-z0-9]*$/;
/** Letters that are written for one another; nukta is dropped. */
const VARIANTS = /[ςىیةکہ\u0901\u093c]/gu;
const SAME: Readonly<Record<string, string>> = {
  ...{ ς: 'σ', ى: 'ي', ی: 'ي', ة: 'ه', ک: 'ك', ہ: 'ه', '\u0901': '\u0902' },
};
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/gu;
/** In each of these blocks the digits follow a zero at a multiple of sixteen, or six after one. */
const digitOf = (digit: string): string => {
  const place = digit.codePointAt(0)! & 0x0f;
  return String(digit >= '\u0966' ? place - 6 : place);
};
