import { stemmer } from 'stemmer';

/**
 * Turn text into the tokens that are indexed and searched for, the same on every machine: no locale, no language
 * guess, no dictionary.
 *
 * - NFKC, lower case, Latin, Greek, Cyrillic, Hebrew and Arabic diacritics and the Arabic tatweel dropped (`Café` → `cafe`).
 * - Words are runs of letters, digits and marks; the possessive `'s` is dropped.
 * - English stop words (Lucene's 33) are dropped and words in Latin letters are stemmed (Porter). Stemming words of other
 *   languages in the same way costs nothing measurable: text and query change alike.
 * - Scripts written without spaces (Han, Kana, Thai, Lao, Khmer, Burmese) and Hangul become overlapping character pairs;
 *   a lone character stays itself.
 * - Tokens are cut at {@link MAX_TOKEN_LENGTH} UTF-16 code units.
 *
 * @returns Tokens in reading order, repetitions kept. None holds white space. Empty for text without a letter or digit,
 * or of stop words only.
 */
export function analyse(text: string): string[] {
  const tokens: string[] = [];
  for (const [word] of fold(text).matchAll(WORD)) {
    if (!PAIRED.test(word)) pushWord(tokens, word);
    else for (const [run] of word.matchAll(RUN)) (PAIRED.test(run) ? pushPairs : pushWord)(tokens, run);
  }
  return tokens;
}

/** Longest token kept, in UTF-16 code units; the rest of a longer one is cut off. */
export const MAX_TOKEN_LENGTH = 64;

/** A run of letters, digits and marks, with a possessive. */
export const WORD = /[\p{L}\p{N}\p{M}]+(?:['’]s(?![\p{L}\p{N}\p{M}]))?/gu;
const PAIRED_CLASS =
  '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}';
/** A character of a script that is analysed by pairs. */
export const PAIRED = new RegExp(`[${PAIRED_CLASS}]`, 'u');
/** Within a word: characters that are paired, or that are not. */
export const RUN = new RegExp(`[${PAIRED_CLASS}]+|[^${PAIRED_CLASS}]+`, 'gu');
const DIACRITICS =
  /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/gu;
const LETTERS_WITHOUT_DECOMPOSITION: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
};
const UNDECOMPOSED = new RegExp(`[${Object.keys(LETTERS_WITHOUT_DECOMPOSITION).join('')}]`, 'gu');
const LATIN_WORD = /^[a-z]+$/;
/** @see Lucene, `EnglishAnalyzer.ENGLISH_STOP_WORDS_SET`. */
export const STOP_WORDS = new Set(
  (
    'a an and are as at be but by for if in into is it no not of on or such ' +
    'that the their then there these they this to was will with'
  ).split(' '),
);

/**
 * Compatibility forms, case and diacritics folded away, as everything that is indexed. Composed again at the end, so that Hangul
 * and Kana keep one code point a character.
 */
export function fold(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase();
  if (IS_ASCII.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(DIACRITICS, '')
    .normalize('NFC')
    .replace(UNDECOMPOSED, (letter) => LETTERS_WITHOUT_DECOMPOSITION[letter]!);
}
// eslint's no-control-regex is right about typing mistakes; a class of printable ASCII and white space needs no controls.
const IS_ASCII = /^[\s!-~]*$/;

function pushWord(tokens: string[], word: string): void {
  const bare = word.replace(/['’]s$/, '').slice(0, MAX_TOKEN_LENGTH);
  if (!STOP_WORDS.has(bare)) tokens.push(LATIN_WORD.test(bare) ? stemmer(bare) : bare);
}

function pushPairs(tokens: string[], run: string): void {
  const characters = [...run];
  if (characters.length === 1) tokens.push(run);
  for (let i = 0; i + 1 < characters.length; i++) tokens.push(characters[i]! + characters[i + 1]!);
}
