import type { Passage } from '#knowledge';
import type { Lexicon, QueryWord } from '#search-index';
import { AskedWords, type Said } from './asked-words.js';
import { backing } from './backing.js';
import { exactness } from './exactness.js';
import { nearness, neighbours } from './nearness.js';
import { rarity } from './rarity.js';

/** What a passage gains beside its scores, as shares of the best keyword score, from 0. */
export interface Boosts {
  /** Where its title says everything that was asked for; parts of it for parts of the words. */
  readonly title: number;
  /** The same for its headings. */
  readonly heading: number;
  /** Where its text says the words together and in the order of the query. */
  readonly nearness: number;
  /** Where its text says the words as they stand in the query, not in other forms. */
  readonly exactness: number;
  /** Where other passages of its document were found too: a share of their scores. */
  readonly backing: number;
  /** Where its words are akin to those of the query, one by one, by an embedder that compares words. */
  readonly kinship: number;
}

/**
 * A title that says what is asked for is right more often than its share of the words tells; no set lost more than 0.002 nDCG@10 by
 * it. Headings helped one set and harmed another. The others add to a blend more than to keywords alone (docs/benchmarks.md).
 */
export const DEFAULT_BOOSTS: Boosts = {
  title: 0.2,
  heading: 0,
  nearness: 0.4,
  exactness: 0.3,
  backing: 0.2,
  kinship: 0,
};
/** A search by keywords remains BM25 with titles. */
export const KEYWORD_BOOSTS: Boosts = { ...DEFAULT_BOOSTS, nearness: 0, exactness: 0, backing: 0, kinship: 0 };
/** Scores alone, as the search gave them. */
export const NO_BOOSTS: Boosts = { ...KEYWORD_BOOSTS, title: 0 };
/** A search by meaning knows of words only what the embedder says of them. */
export const VECTOR_BOOSTS: Boosts = { ...NO_BOOSTS, kinship: 0.8 };

/** How many of the best passages are looked at. */
export const BOOSTED_AMONG = 50;
/** What is looked at of a text. */
const LONGEST_LOOK = 2_000;

/** What was asked, and its words as the keyword search has them. */
export interface Asked {
  readonly query: string;
  readonly words: readonly QueryWord[];
  readonly lexicon: Lexicon;
}

type Boosted = Pick<Passage, 'documentId' | 'title' | 'headingPath' | 'text' | 'score'>;

/**
 * Move up passages whose titles and headings say the words of a query, whose texts say them together or as they were asked for, and whose
 * documents have more of them. A word counts by how rare it is among the passages; a title without a text of its own says nothing more.
 * @param passages Best first; those beyond {@link BOOSTED_AMONG} keep their scores.
 * @param best What the shares are of: the best keyword score, on the scale of the passages' scores.
 * @returns The same passages, best first; ties keep their order.
 */
export function boostPassages<P extends Boosted>(
  passages: readonly P[],
  { query, words, lexicon }: Asked,
  boosts: Boosts,
  best: number,
): P[] {
  const asked = new AskedWords(words, query, lexicon);
  const looked = passages.slice(0, BOOSTED_AMONG);
  // As it is indexed: what a text is about stands above it.
  const texts = looked.map(({ title, headingPath, text }) =>
    asked.in([title, ...otherHeadings(title, headingPath), text.slice(0, LONGEST_LOOK)].join('\n')),
  );
  const weights = rarity(asked.count, texts.map(wordsIn));
  const all = sum(weights);
  if (all === 0) return [...passages];
  const share = (said: string) => sum([...new Set(wordsIn(asked.in(said)))].map((word) => weights[word]!)) / all;
  const averageLength = sum(texts.map(({ length }) => length)) / texts.length || 1;
  const pairs = neighbours(asked.sequence);
  const exact = boosts.exactness > 0 ? exactness(texts, asked.count, averageLength) : [];
  const boosted = looked.map((passage, i): P => {
    const { title, headingPath, text, score } = passage;
    const byTitle = boosts.title > 0 && text.trim() !== title.trim() ? boosts.title * share(title) : 0;
    const byHeading = boosts.heading > 0 ? boosts.heading * share(otherHeadings(title, headingPath).join('\n')) : 0;
    const near = boosts.nearness > 0 ? nearness(texts[i]!, pairs, weights, averageLength) / all : 0;
    const byText = boosts.nearness * near + boosts.exactness * (exact[i] ?? 0);
    return { ...passage, score: score + best * (byTitle + byHeading + byText) };
  });
  return [...backed(boosted.sort(bestFirst), boosts.backing), ...passages.slice(BOOSTED_AMONG)];
}

/** @param passages Best first. */
function backed<P extends Boosted>(passages: readonly P[], share: number): readonly P[] {
  if (share === 0) return passages;
  const lent = backing(passages);
  return passages.map((one): P => ({ ...one, score: one.score + share * lent.get(one.documentId)! })).sort(bestFirst);
}

const bestFirst = (a: Boosted, b: Boosted): number => b.score - a.score;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const wordsIn = ({ places }: Said): number[] => places.map(({ word }) => word);
const otherHeadings = (title: string, headingPath: readonly string[]) =>
  headingPath.filter((heading) => heading !== title);
