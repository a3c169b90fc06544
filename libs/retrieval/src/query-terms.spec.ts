import { ALIKE, formsOf, isNeeded, unspecifiedLexicon } from '#search-index';
import { MAX_DISTINCT_TERMS, queryTerms } from './query-terms.js';

it('keeps a word that is said twice', () => {
  expect(formsOf(queryTerms('leave and sick leave', ALIKE))).toEqual(['leav', 'sick', 'leav']);
});

it('keeps the longest words of a pasted page, in their order', () => {
  const words = Array.from({ length: 200 }, (_, i) => String(i < 150 ? 1000 + i : 100_000_000 + i));
  const terms = formsOf(queryTerms(words.join(' '), ALIKE));
  expect(terms).toHaveLength(MAX_DISTINCT_TERMS);
  expect(terms).toEqual(words.filter((word) => terms.includes(word)));
  expect(words.slice(150).every((word) => terms.includes(word))).toBe(true);
});

it('takes a word in other characters for the same one', () => {
  const words = ['租赁', '租賃', ...Array.from({ length: MAX_DISTINCT_TERMS - 1 }, (_, i) => `word${i}`)];
  expect(queryTerms(words.join(' '), unspecifiedLexicon()).filter(isNeeded)).toHaveLength(words.length);
});
