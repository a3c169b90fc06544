import { BooleanQuery, type FullTextQuery, MatchQuery, Occur, Operator } from '@lancedb/lancedb';
import { type AskedPhrase, type QueryWord, formsOf, isNeeded } from './analysis/lexicon.js';

/** What the keyword leg is asked; see `IndexQuery`. */
export interface AskedWords {
  readonly terms: readonly QueryWord[] | null;
  readonly needsAllTerms?: boolean;
  readonly phrases?: readonly AskedPhrase[];
  readonly excludedTerms?: readonly string[];
}

/** Whether only what the keyword leg finds may be a candidate. */
export const asksForWords = ({ phrases = [], needsAllTerms = false }: AskedWords): boolean =>
  phrases.length > 0 || needsAllTerms;

/** The query over the column of tokens; null where no word is asked for, so that the leg finds nothing. */
export function keywordQuery(asked: AskedWords): FullTextQuery | null {
  const { needsAllTerms = false, phrases = [], excludedTerms = [] } = asked;
  const words = asked.terms && asked.terms.length > 0 ? anyOrAll(asked.terms, needsAllTerms) : null;
  if (!words && phrases.length === 0) return null;
  if (words && phrases.length === 0 && excludedTerms.length === 0) return words;
  const needed = words && needsAllTerms ? Occur.Must : Occur.Should;
  return new BooleanQuery([
    ...phrases.map((phrase): [Occur, FullTextQuery] => [Occur.Must, wordsOfPhrase(phrase)]),
    ...(words ? [[needed, words] as [Occur, FullTextQuery]] : []),
    ...excludedTerms.map((term): [Occur, FullTextQuery] => [Occur.MustNot, new MatchQuery(term, COLUMN)]),
  ]);
}

const COLUMN = 'terms';

/** How much a faint form counts beside others: measured on collections of several languages (docs/benchmarks.md). */
const FAINTLY = 0.2;

function anyOrAll(words: readonly QueryWord[], all: boolean): FullTextQuery {
  const faint = words.flatMap((word) => word.faint);
  const asked = words.flatMap(({ forms }) => forms);
  if (all) return allOf(words.filter(isNeeded));
  if (faint.length === 0) return anyOf(asked);
  return new BooleanQuery([
    ...(asked.length > 0 ? [[Occur.Should, anyOf(asked)] as [Occur, FullTextQuery]] : []),
    [Occur.Should, anyOf(faint, FAINTLY)],
  ]);
}

function allOf(words: readonly QueryWord[]): FullTextQuery {
  if (words.every(({ forms, faint }) => forms.length + faint.length === 1))
    return new MatchQuery(formsOf(words).join(' '), COLUMN, { operator: Operator.And });
  return new BooleanQuery(words.map((word): [Occur, FullTextQuery] => [Occur.Must, anyOf(formsOf([word]))]));
}

const anyOf = (tokens: readonly string[], boost = 1): FullTextQuery =>
  new MatchQuery(tokens.join(' '), COLUMN, { operator: Operator.Or, boost });

/** All words of one of a phrase's sequences; that they stand one after another is asked of the rows (phrase-filter.ts). */
function wordsOfPhrase(phrase: AskedPhrase): FullTextQuery {
  const ways = phrase.map((tokens) => new MatchQuery(tokens.join(' '), COLUMN, { operator: Operator.And }));
  if (ways.length === 1) return ways[0]!;
  // A boolean query of nothing but alternatives wants one of them.
  return new BooleanQuery(ways.map((way): [Occur, FullTextQuery] => [Occur.Should, way]));
}
