import { termsOf } from './terms.js';

/** "paid parental leave (PPL)": up to six words before two to six capitals in brackets. */
const DEFINED = /((?:[\p{L}\p{N}'’-]{1,40}\s){2,6})\((\p{Lu}{2,6})s?\)/gu;

/** What an abbreviation stands for, by the key of the abbreviation: the keys of its words. */
export type Abbreviations = ReadonlyMap<string, readonly string[]>;

/** The abbreviations that a text explains where it first names them, those whose letters are those of the words before them. */
export function abbreviationsIn(text: string): Abbreviations {
  const found = new Map<string, readonly string[]>();
  for (const [, words = '', letters = ''] of text.matchAll(DEFINED)) {
    const named = words.trim().split(/\s/u).slice(-letters.length);
    const initials = named.map((word) => word[0]!.toUpperCase()).join('');
    const [term] = termsOf(letters);
    if (initials === letters && term)
      found.set(
        term.key,
        termsOf(named.join(' ')).map(({ key }) => key),
      );
  }
  return found;
}

/** Keys of a sentence with the words of its abbreviations, and with the abbreviations of its words. */
export function withAbbreviations(keys: ReadonlySet<string>, abbreviations: Abbreviations): ReadonlySet<string> {
  if (abbreviations.size === 0) return keys;
  const all = new Set(keys);
  for (const [abbreviation, words] of abbreviations) {
    if (keys.has(abbreviation)) for (const word of words) all.add(word);
    if (words.every((word) => keys.has(word))) all.add(abbreviation);
  }
  return all;
}

/** Keys in order, each abbreviation with the words that it stands for in its place: "PPL lasts 12 weeks" speaks of paid parental leave. */
export const spelledOut = (keys: readonly string[], abbreviations: Abbreviations): readonly string[] =>
  abbreviations.size === 0 ? keys : keys.flatMap((key) => abbreviations.get(key) ?? [key]);
