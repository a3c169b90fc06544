import { eld } from 'eld/extrasmall';

/** Of fewer letters the language can't be told. */
const LEAST_LETTERS = 16;

/**
 * The language that a query is put in, as a code of two letters; null for a few words, or where it is none of those that an
 * index has texts in.
 */
export function queryLanguage(query: string, languages: readonly string[]): string | null {
  if ((query.match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS) return null;
  const { language } = eld.detect(query);
  return language === 'en' || languages.includes(language) ? language : null;
}
