import type { Said } from './asked-words.js';

/** How far apart two words may stand to count as together: next to each other, or with one between. */
const TOGETHER = 2;
/** As in BM25: the more often something is said, the less once more adds; long texts say everything more often. */
const [SATURATION, BY_LENGTH] = [1.2, 0.75];

/**
 * How much of a query's order of words a text keeps: neighbours in the query that stand together in the text in the same order. BM25 takes a
 * text for a bag of words; this is the ordered window of the sequential dependence model, counted as BM25 counts a word.
 * @param sequence The query's words in its order, by number.
 * @param weights How much each word counts, by number.
 * @param averageLength Words of an average text.
 * @returns From 0; a share of what all words weigh, which exceeds 1 only where a text says everything again and again.
 * @see Metzler & Croft, "A Markov Random Field Model for Term Dependencies", SIGIR 2005.
 */
export function nearness(
  { places, length }: Said,
  sequence: readonly number[],
  weights: readonly number[],
  averageLength: number,
): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return 0;
  const damping = SATURATION * (1 - BY_LENGTH + (BY_LENGTH * length) / averageLength);
  let sum = 0;
  for (const [pair, times] of together(places, neighbours(sequence))) {
    const [first, second] = pair.split(' ').map(Number) as [number, number];
    sum += (((weights[first]! + weights[second]!) / 2) * times * (SATURATION + 1)) / (times + damping);
  }
  return sum / all;
}

/** Different words that follow each other in a query, as `first second`. */
function neighbours(sequence: readonly number[]): Set<string> {
  const pairs = sequence.slice(1).map((second, i) => [sequence[i]!, second] as const);
  return new Set(pairs.filter(([first, second]) => first !== second).map(([first, second]) => `${first} ${second}`));
}

/** How often each of the pairs stands together. */
function together(places: Said['places'], pairs: ReadonlySet<string>): Map<string, number> {
  const times = new Map<string, number>();
  for (const [i, { word, at }] of places.entries())
    for (let next = i + 1; next < places.length && places[next]!.at - at <= TOGETHER; next++) {
      const pair = `${word} ${places[next]!.word}`;
      if (places[next]!.at > at && pairs.has(pair)) times.set(pair, (times.get(pair) ?? 0) + 1);
    }
  return times;
}
