import type { Passage } from '#knowledge';
import type { Lexicon, QueryWord } from '#search-index';
import { AskedWords, type Said } from './asked-words.js';
import { nearness, neighbours } from './nearness.js';

/** What a passage gains beside its scores, as shares of the best keyword score, from 0. */
export interface Boosts {
  /** Where its title says everything that was asked for; parts of it for parts of the words. */
  readonly title: number;
  /** The same for its headings. */
  readonly heading: number;
  /** Where its text says the words together and in the order of the query. */
  readonly nearness: number;
}

/**
 * A title that says what is asked for is right more often than its share of the words tells; no set lost more than 0.002 nDCG@10 by
 * it. Headings helped one set and harmed another. Nearness adds to a blend more than to keywords alone (docs/benchmarks.md).
 */
export const DEFAULT_BOOSTS: Boosts = { title: 0.2, heading: 0, nearness: 0.2 };

/** How many of the best passages are looked at. */
export const BOOSTED_AMONG = 50;
/** What is looked at of a text. */
const LONGEST_LOOK = 2_000;

/**
 * Move up passages whose titles and headings say the words of a query, and whose texts say them together. A word counts by how rare it is
 * among the passages; a title without a text of its own says nothing more.
 * @param passages Best first; those beyond {@link BOOSTED_AMONG} keep their scores.
 * @param best What the shares are of: the best keyword score, on the scale of the passages' scores.
 * @returns The same passages, best first; ties keep their order.
 */
export function boostPassages<P extends Pick<Passage, 'title' | 'headingPath' | 'text' | 'score'>>(
  passages: readonly P[],
  words: readonly QueryWord[],
  boosts: Boosts,
  lexicon: Lexicon,
  best: number,
): P[] {
  const asked = new AskedWords(words, lexicon);
  const looked = passages.slice(0, BOOSTED_AMONG).map((passage) => {
    const { title, headingPath, text } = passage;
    const all = [title, ...headingPath.filter((heading) => heading !== title), text.slice(0, LONGEST_LOOK)];
    // As it is indexed: what a text is about stands above it.
    return { passage, inTitle: asked.in(title), inAll: asked.in(all.join('\n')) };
  });
  const weights = weigh(asked.count, looked);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return [...passages];
  const said = ({ places }: Said): number =>
    [...new Set(places.map(({ word }) => word))].reduce((sum, word) => sum + weights[word]!, 0) / all;
  const pairs = neighbours(asked.sequence);
  const averageLength = looked.reduce((sum, { inAll }) => sum + inAll.length, 0) / looked.length || 1;
  const boosted = looked.map(({ passage, inTitle, inAll }): P => {
    const { title, headingPath, text, score } = passage;
    const byTitle = boosts.title > 0 && text.trim() !== title.trim() ? boosts.title * said(inTitle) : 0;
    const headings = headingPath.filter((heading) => heading !== title);
    const byHeading = boosts.heading > 0 ? boosts.heading * said(asked.in(headings.join('\n'))) : 0;
    const byNearness =
      boosts.nearness > 0 ? (boosts.nearness * nearness(inAll, pairs, weights, averageLength)) / all : 0;
    return { ...passage, score: score + best * (byTitle + byHeading + byNearness) };
  });
  return [...boosted.sort((a, b) => b.score - a.score), ...passages.slice(BOOSTED_AMONG)];
}

/** How much each word counts: how rare it is among the passages, 0 for one that none has. */
function weigh(count: number, passages: readonly { readonly inAll: Said }[]): number[] {
  const having = Array.from({ length: count }, () => 0);
  for (const { inAll } of passages)
    for (const word of new Set(inAll.places.map((place) => place.word))) having[word]!++;
  return having.map((some) => (some === 0 ? 0 : Math.log(1 + passages.length / some)));
}
