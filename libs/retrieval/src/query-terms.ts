import { type AskedPhrase, type Lexicon, type QueryWord, formsOf, isNeeded, keyOfWord } from '#search-index';
import { PhraseTooCommon } from './query/index.js';

/** Most different words of a question that are searched for. */
export const MAX_DISTINCT_TERMS = 64;

/**
 * The words of a question for the keyword search. Repetitions stay: a word said twice counts twice, as in BM25.
 * Of a question with more than {@link MAX_DISTINCT_TERMS} different words the longest are kept (long words are the rare
 * ones), ties in order of appearance, so that a pasted page costs no more than a long sentence.
 */
export function queryTerms(query: string, lexicon: Lexicon): QueryWord[] {
  const words = lexicon.words(query);
  const needed = words.filter(isNeeded).map((word) => ({ word, key: keyOfWord(word) }));
  const distinct = [...new Map(needed.map((one) => [one.key, one])).values()];
  if (distinct.length <= MAX_DISTINCT_TERMS) return words;
  const lengthOf = ({ word }: (typeof needed)[number]) => word.forms[0]!.length;
  const longest = distinct.sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MAX_DISTINCT_TERMS);
  const kept = new Set(longest.map(({ key }) => key));
  const left = needed.filter(({ key }) => kept.has(key)).map(({ word }) => word);
  return left.slice(0, 2 * MAX_DISTINCT_TERMS);
}

/**
 * The tokens that a passage with this phrase has one after another; of a very long phrase the first {@link MAX_DISTINCT_TERMS}.
 * @throws PhraseTooCommon where the index keeps none of its words.
 */
export function phraseTerms(phrase: string, lexicon: Lexicon): AskedPhrase {
  const sequences = lexicon.phrase(phrase).map((tokens) => tokens.slice(0, MAX_DISTINCT_TERMS));
  if (sequences.length === 0) throw new PhraseTooCommon(phrase);
  return sequences;
}

/** Tokens that nothing found may have: those of words that are one token; the others are looked at in the stored text. */
export function excludedTerms(words: readonly string[], lexicon: Lexicon): string[] {
  const single = words.map((word) => lexicon.words(word).filter(isNeeded)).filter(({ length }) => length === 1);
  return [...new Set(single.flatMap(formsOf))];
}
