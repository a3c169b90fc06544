import type { Said } from './asked-words.js';
import { saturated } from './saturation.js';

/** Two different words that follow each other in a query, by number. */
type Pair = readonly [first: number, second: number];

/** How far apart two words may stand to count as together: next to each other, or with one between. */
const TOGETHER = 2;

/**
 * How much of a query's order of words a text keeps: neighbours in the query that stand together in the text in the same order. BM25 takes a
 * text for a bag of words; this is the ordered window of the sequential dependence model, counted as BM25 counts a word.
 * @param pairs As {@link neighbours} finds them.
 * @param weights How much each word counts, by number.
 * @param averageLength Words of an average text.
 * @returns From 0, on the scale of the weights: at most 2.2 times the mean weight of each pair's words.
 * @see Metzler & Croft, "A Markov Random Field Model for Term Dependencies", SIGIR 2005.
 */
export function nearness(
  { places, length }: Said,
  pairs: readonly Pair[],
  weights: readonly number[],
  averageLength: number,
): number {
  return pairs.reduce((sum, [first, second]) => {
    const weight = (weights[first]! + weights[second]!) / 2;
    return sum + weight * saturated(timesTogether(places, first, second), length, averageLength);
  }, 0);
}

/** Each two different words that follow each other in a query, once. @param sequence Its words in its order, by number. */
export function neighbours(sequence: readonly number[]): Pair[] {
  const pairs = sequence.slice(1).map((second, i): Pair => [sequence[i]!, second]);
  const different = pairs.filter(([first, second]) => first !== second);
  return [...new Map(different.map((pair) => [pair.join(' '), pair])).values()];
}

function timesTogether(places: Said['places'], first: number, second: number): number {
  let times = 0;
  for (const [i, { word, at }] of places.entries())
    for (let next = i + 1; word === first && next < places.length && places[next]!.at - at <= TOGETHER; next++)
      if (places[next]!.at > at && places[next]!.word === second) times++;
  return times;
}
