import type { Passage } from '#knowledge';
import { asRead } from './as-read.js';
import { BOOSTED_AMONG } from './boost-passages.js';

/** For each text, from 0 to 1, how well its words stand for those of a query, one by one; null where nobody could say in time. */
export type CompareWords = (texts: readonly string[]) => Promise<readonly number[] | null>;

/**
 * Move up passages whose words are akin to those of the query: the vector of a whole passage is a mean in which single words go under.
 * @param passages Best first; those beyond {@link BOOSTED_AMONG} keep their places.
 * @param share What a passage gains that has every word of the query, on the scale of the scores.
 * @returns The same passages, best first; ties keep their order. Null where they could not be compared.
 */
export async function boostByKinship<P extends Pick<Passage, 'title' | 'headingPath' | 'text' | 'score'>>(
  passages: readonly P[],
  compare: CompareWords,
  share: number,
): Promise<P[] | null> {
  const looked = passages.slice(0, BOOSTED_AMONG);
  const kinship = await compare(looked.map(asRead));
  if (!kinship) return null;
  const boosted = looked.map((passage, i): P => ({ ...passage, score: passage.score + share * kinship[i]! }));
  return [...boosted.sort((a, b) => b.score - a.score), ...passages.slice(BOOSTED_AMONG)];
}
