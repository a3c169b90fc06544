import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as bulgarian } from '@orama/stemmers/bulgarian';
import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as greek } from '@orama/stemmers/greek';
import { stemmer as hungarian } from '@orama/stemmers/hungarian';
import { stemmer as hindi } from '@orama/stemmers/indian';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as romanian } from '@orama/stemmers/romanian';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemmer as turkish } from '@orama/stemmers/turkish';
import { stemmer as ukrainian } from '@orama/stemmers/ukrainian';
import { stemmer as porter } from 'stemmer';
import { fold } from '../analyse.js';

type Script = 'Latin' | 'Cyrillic' | 'Greek' | 'Arabic' | 'Devanagari';
type Stemmer = (word: string) => string;

const ENGLISH_LETTERS = /^[a-z]+$/;
/** As the index has always read English: bare letters, Porter. */
const english: Stemmer = (word) => {
  const bare = fold(word);
  return ENGLISH_LETTERS.test(bare) ? porter(bare) : bare;
};

/**
 * `Kuendigung` is `Kündigung` where the keyboard has no umlaut. After a vowel (`neue`, `Bauer`) and `q` the two letters are two
 * sounds.
 */
const withUmlauts: Stemmer = (word) =>
  word.replace(/(?<![aeiouyäöüq])(?:ae|oe|ue)/g, (pair) => UMLAUTS[pair as keyof typeof UMLAUTS]);
const UMLAUTS = { ae: 'ä', oe: 'ö', ue: 'ü' } as const;

/** The stemmer leaves most nouns in `-ção` and `-são` apart from their plurals, and knows none of them without accents. */
const withSingular: Stemmer = (word) =>
  word.length < 5
    ? word
    : word
        .replace(/[çc](?:ão|ao|ões|oes)$/u, 'ção')
        .replace(/s(?:ão|ao|ões|oes)$/u, 'são')
        .replace(/(?:ões|ães|ãos)$/u, 'ão');

/** `and` and `so` are written as part of the word before the article, which the stemmer then does not see. */
const withoutConjunction: Stemmer = (word) => word.replace(/^[وف](?=ال\p{L}{3})/u, '');

/** Stemmers by language, of the Snowball family; what is in none of them is compared by whole words. */
const STEMMERS: Readonly<Record<string, Stemmer>> = {
  ...{ en: english, fr: french, es: spanish, it: italian, nl: dutch, tr: turkish, ro: romanian },
  ...{ da: danish, sv: swedish, no: norwegian, fi: finnish, hu: hungarian, el: greek, hi: hindi, bg: bulgarian },
  de: (word) => german(withUmlauts(word)),
  pt: (word) => portuguese(withSingular(word)),
  ru: (word) => russian(word.replaceAll('ё', 'е')),
  uk: ukrainian,
  ar: (word) => arabic(withoutConjunction(word)),
};

/** Languages that are told apart, by the script of their words; those of other scripts need no telling apart. */
const SCRIPTS: Readonly<Record<string, Script>> = Object.fromEntries(
  (
    [
      ['Latin', 'en de fr es it pt nl tr ro da sv no fi hu az ca cs et eu hr is ku lt lv ms pl sk sl sq tl vi yo'],
      ['Cyrillic', 'ru uk bg be sr'],
      ['Greek', 'el'],
      ['Arabic', 'ar fa ur'],
      ['Devanagari', 'hi mr'],
    ] as const
  ).flatMap(([script, languages]) => languages.split(' ').map((language): [string, Script] => [language, script])),
);

/** What a word is read as where its text is in a language of another script, or in none that was recognised. */
const DEFAULTS: Readonly<Record<Script, string>> = {
  ...{ Latin: 'en', Cyrillic: 'ru', Greek: 'el', Arabic: 'ar', Devanagari: 'hi' },
};
const BEGINNINGS: readonly (readonly [Script, RegExp])[] = [
  ['Latin', /^\p{Script=Latin}/u],
  ['Cyrillic', /^\p{Script=Cyrillic}/u],
  ['Greek', /^\p{Script=Greek}/u],
  ['Arabic', /^\p{Script=Arabic}/u],
  ['Devanagari', /^\p{Script=Devanagari}/u],
];
const ASCII_LETTER = /^[A-Za-z]/;

const scriptOf = (word: string): Script | null =>
  ASCII_LETTER.test(word) ? 'Latin' : (BEGINNINGS.find(([, letters]) => letters.test(word))?.[0] ?? null);

/**
 * The language that a word of a text is read in: the text's own where the word is in its script, else the usual one of the
 * word's script (an English name in a Russian contract); null for numbers and other scripts.
 */
export function readingOf(word: string, language: string | null): string | null {
  const script = scriptOf(word);
  if (script === null) return null;
  return language !== null && SCRIPTS[language] === script ? language : DEFAULTS[script];
}

/** Every language that a word may have been read in, in an index of texts in these languages. */
export function readingsOf(word: string, languages: readonly string[]): (string | null)[] {
  return [...new Set([...languages, null].map((language) => readingOf(word, language)))];
}

const ALL_LETTERS = /^\p{L}[\p{L}\p{M}]*$/u;

/** The stem of a lower-case word, or the word where it has none. Its accents may be gone, or not. */
export function stemIn(language: string | null, word: string): string {
  const stemmer = language === null ? undefined : STEMMERS[language];
  return stemmer && ALL_LETTERS.test(word) ? stemmer(word) || word : word;
}

/** The stem of a word without its accents, as texts without any have it and as indexes hold it. */
export function unaccentedStemIn(language: string | null, bare: string): string {
  return language === 'pt' && ALL_LETTERS.test(bare) ? portuguese(bare) || bare : stemIn(language, bare);
}

/** The small letters of a word: in Turkish and Azerbaijani `I` is the capital of `ı`. */
export const lowerIn = (language: string | null, word: string): string =>
  language === 'tr' || language === 'az' ? word.toLocaleLowerCase('tr') : word.toLowerCase();
