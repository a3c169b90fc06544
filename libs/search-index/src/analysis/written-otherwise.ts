import { figureWays } from './other-figures.js';
import { hanWays, otherHan } from './other-han.js';

/**
 * Other ways in which the index may hold the token of a query: numbers in the figures of another script, Han characters in their
 * simplified, traditional and Japanese forms. Texts are indexed as they are written, so it is the query that looks for each.
 * @param languages Those of the texts.
 * @returns Without the token itself.
 */
export function writtenOtherwise(token: string, languages: readonly string[]): string[] {
  return [...new Set([...figureWays(token, languages), ...otherHan(token)])].filter((other) => other !== token);
}

/** A sequence of tokens in each way of writing, the same one throughout; that in which it stands may be among them. */
export function waysToWrite(tokens: readonly string[], languages: readonly string[]): string[][] {
  const ways = tokens.map((token) => [...figureWays(token, languages), ...hanWays(token)]);
  const most = ways.reduce((sum, { length }) => Math.max(sum, length), 0);
  return Array.from({ length: most }, (_, way) =>
    tokens.map((token, at) => ways[at]![way] ?? ways[at]!.at(-1) ?? token),
  );
}
