import { analyse } from '#search-index';
import { PhraseTooCommon } from './query/index.js';

/** Most different words of a question that are searched for. */
export const MAX_DISTINCT_TERMS = 64;

/**
 * The tokens of a question for the keyword search. Repetitions stay: a word said twice counts twice, as in BM25.
 * Of a question with more than {@link MAX_DISTINCT_TERMS} different tokens the longest are kept (long words are the rare
 * ones), ties in order of appearance, so that a pasted page costs no more than a long sentence.
 */
export function queryTerms(query: string): string[] {
  const terms = analyse(query);
  const distinct = [...new Set(terms)];
  if (distinct.length <= MAX_DISTINCT_TERMS) return terms;
  const kept = new Set(distinct.sort((a, b) => b.length - a.length).slice(0, MAX_DISTINCT_TERMS));
  return terms.filter((term) => kept.has(term)).slice(0, 2 * MAX_DISTINCT_TERMS);
}

/**
 * The tokens that a passage with this phrase has one after another; of a very long phrase the first {@link MAX_DISTINCT_TERMS}.
 * @throws PhraseTooCommon where the index keeps none of its words.
 */
export function phraseTerms(phrase: string): string[] {
  const terms = analyse(phrase).slice(0, MAX_DISTINCT_TERMS);
  if (terms.length === 0) throw new PhraseTooCommon(phrase);
  return terms;
}

/** Tokens that nothing found may have: those of words that are one token; the others are looked at in the stored text. */
export function excludedTerms(words: readonly string[]): string[] {
  return [
    ...new Set(
      words
        .map((word) => analyse(word))
        .filter(({ length }) => length === 1)
        .flat(),
    ),
  ];
}
