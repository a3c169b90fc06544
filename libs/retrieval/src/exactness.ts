import type { Said } from './asked-words.js';
import { rarity } from './rarity.js';
import { saturated } from './saturation.js';

/**
 * How much each of some texts says the words of a query as they stand there: BM25 of words without stemming. Stems bring the forms of a word
 * together, and now and then words that have nothing to do with each other; what is said as it was asked for is meant more often.
 * @param count How many different words the query has.
 * @param averageLength Words of an average text.
 * @returns For each text, from 0: 1 says each word once, as far as any text says it so; at most 2.2.
 */
export function exactness(texts: readonly Said[], count: number, averageLength: number): number[] {
  const exact = texts.map(({ places }) => places.filter(({ isAsAsked }) => isAsAsked).map(({ word }) => word));
  const weights = rarity(count, exact);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return texts.map(() => 0);
  return texts.map(({ length }, i) => {
    const times = weights.map(() => 0);
    for (const word of exact[i]!) times[word]!++;
    const sum = times.reduce((most, some, word) => most + weights[word]! * saturated(some, length, averageLength), 0);
    return sum / all;
  });
}
