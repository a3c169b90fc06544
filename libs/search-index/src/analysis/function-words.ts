import * as stopword from 'stopword';
import { asWritten } from '../token-spans.js';

/** Lists by language: the codes of three letters that the library has for ours of two. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  ...{ en: stopword.eng, de: stopword.deu, fr: stopword.fra, es: stopword.spa, it: stopword.ita, pt: stopword.por },
  ...{ nl: stopword.nld, ru: stopword.rus, ar: stopword.ara, tr: stopword.tur, el: stopword.ell, hi: stopword.hin },
  ...{ th: stopword.tha, vi: stopword.vie, da: stopword.dan, sv: stopword.swe, no: stopword.nob, fi: stopword.fin },
  ...{ hu: stopword.hun, ro: stopword.ron, bg: stopword.bul, uk: stopword.ukr, pl: stopword.pol, cs: stopword.ces },
};

/**
 * Whether a word of a query only holds its sentence together (articles, pronouns, question words), in any of some languages; English when
 * there are none.
 * @param word As {@link asWritten} gives it.
 */
export function isFunctionWord(word: string, languages: readonly string[]): boolean {
  return (languages.length > 0 ? languages : ['en']).some((language) => listOf(language).has(word));
}

const folded = new Map<string, ReadonlySet<string>>();

function listOf(language: string): ReadonlySet<string> {
  const before = folded.get(language);
  if (before) return before;
  const list = new Set((LISTS[language] ?? []).map(asWritten));
  folded.set(language, list);
  return list;
}
