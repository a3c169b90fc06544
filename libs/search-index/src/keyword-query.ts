import { BooleanQuery, type FullTextQuery, MatchQuery, Occur, Operator, PhraseQuery } from '@lancedb/lancedb';

/** What the keyword leg is asked; see `IndexQuery`. */
export interface AskedWords {
  readonly terms: readonly string[] | null;
  readonly needsAllTerms?: boolean;
  readonly phrases?: readonly (readonly string[])[];
  readonly excludedTerms?: readonly string[];
}

/** Whether only what the keyword leg finds may be a candidate. */
export const asksForWords = ({ phrases = [], needsAllTerms = false }: AskedWords): boolean =>
  phrases.length > 0 || needsAllTerms;

/** The query over the column of tokens; null where no word is asked for, so that the leg finds nothing. */
export function keywordQuery(asked: AskedWords): FullTextQuery | null {
  const { terms, needsAllTerms = false, phrases = [], excludedTerms = [] } = asked;
  const words = terms && terms.length > 0 ? anyOrAll(terms, needsAllTerms) : null;
  if (!words && phrases.length === 0) return null;
  if (words && phrases.length === 0 && excludedTerms.length === 0) return words;
  const needed = words && needsAllTerms ? Occur.Must : Occur.Should;
  return new BooleanQuery([
    ...phrases.map((tokens): [Occur, FullTextQuery] => [Occur.Must, inSequence(tokens)]),
    ...(words ? [[needed, words] as [Occur, FullTextQuery]] : []),
    ...excludedTerms.map((term): [Occur, FullTextQuery] => [Occur.MustNot, new MatchQuery(term, COLUMN)]),
  ]);
}

const COLUMN = 'terms';

const anyOrAll = (terms: readonly string[], all: boolean): FullTextQuery =>
  new MatchQuery(terms.join(' '), COLUMN, { operator: all ? Operator.And : Operator.Or });

const inSequence = (tokens: readonly string[]): FullTextQuery =>
  tokens.length === 1 ? new MatchQuery(tokens[0]!, COLUMN) : new PhraseQuery(tokens.join(' '), COLUMN);
