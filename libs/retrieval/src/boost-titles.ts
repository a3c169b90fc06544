import type { Passage } from '#knowledge';
import { type Lexicon, type QueryWord, formsOf, isNeeded } from '#search-index';

/** What a passage gains whose title, or headings, say everything that was asked for; parts of it for parts of the words. */
export interface Boosts {
  /** Shares of the best keyword score, from 0. */
  readonly title: number;
  readonly heading: number;
}

/**
 * A title that says what is asked for is right more often than its share of the words tells; no set lost more than 0.002 nDCG@10 by
 * it. Headings helped one set and harmed another (docs/benchmarks.md).
 */
export const DEFAULT_BOOSTS: Boosts = { title: 0.2, heading: 0 };

/** How many of the best passages are looked at. */
export const BOOSTED_AMONG = 50;
/** What is looked at of a text to tell common words from rare ones. */
const LONGEST_LOOK = 2_000;

/**
 * Move up passages whose titles and headings say the words of a query. A word counts by how rare it is among the passages; a title
 * without a text of its own says nothing more.
 * @param passages Best first; those beyond {@link BOOSTED_AMONG} keep their scores.
 * @param best What the shares are of: the best keyword score, on the scale of the passages' scores.
 * @returns The same passages, best first; ties keep their order.
 */
export function boostTitles<P extends Pick<Passage, 'title' | 'headingPath' | 'text' | 'score'>>(
  passages: readonly P[],
  words: readonly QueryWord[],
  boosts: Boosts,
  lexicon: Lexicon,
  best: number,
): P[] {
  const looked = passages.slice(0, BOOSTED_AMONG);
  const asked = weigh(words, looked, lexicon);
  const all = asked.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) return [...passages];
  const said = (text: string): number => {
    const tokens = new Set(lexicon.spans(text).map(({ token }) => token));
    return (
      asked.reduce((sum, { forms, weight }) => sum + (forms.some((form) => tokens.has(form)) ? weight : 0), 0) / all
    );
  };
  const boosted = looked.map((passage): P => {
    const { title, headingPath, text, score } = passage;
    const byTitle = boosts.title > 0 && text.trim() !== title.trim() ? boosts.title * said(title) : 0;
    const headings = headingPath.filter((heading) => heading !== title);
    const byHeading = boosts.heading > 0 ? boosts.heading * said(headings.join('\n')) : 0;
    return { ...passage, score: score + best * (byTitle + byHeading) };
  });
  return [...boosted.sort((a, b) => b.score - a.score), ...passages.slice(BOOSTED_AMONG)];
}

/** Each word once, with how rare it is among the passages, 0 for one that none has. */
function weigh(
  words: readonly QueryWord[],
  passages: readonly Pick<Passage, 'title' | 'text'>[],
  lexicon: Lexicon,
): { readonly forms: readonly string[]; readonly weight: number }[] {
  const distinct = new Map(words.filter(isNeeded).map((word) => [word.forms.join(' '), formsOf([word])]));
  // The usual reading of each script tells rare from common well enough in texts, and costs a fraction of all readings.
  const texts = passages.map(({ title, text }) => {
    const inTitle = lexicon.spans(title).map(({ token }) => token);
    return new Set([...inTitle, ...lexicon.tokens(text.slice(0, LONGEST_LOOK), null)]);
  });
  return [...distinct.values()].map((forms) => {
    const having = texts.filter((tokens) => forms.some((form) => tokens.has(form))).length;
    return { forms, weight: having === 0 ? 0 : Math.log(1 + passages.length / having) };
  });
}
