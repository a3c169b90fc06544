import { analyse } from '#search-index';

/** A place in a text, half-open, in UTF-16 units. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Shares fewer words with less than this: then nothing took its place. */
const LEAST_LIKENESS = 0.3;
/** Sentences that are taken together at most; a sentence may have been split. */
const WIDEST = 3;

/**
 * Where a later text most likely says what the cited words said: the run of up to three sentences or lines whose words
 * are most like them (Dice's coefficient over words).
 * @returns Null when nothing is like them.
 */
export function nearestText(cited: string, later: string): Place | null {
  const wanted = bagOf(cited);
  const sentences = sentencesOf(later).map((place) => ({ place, words: bagOf(later.slice(place.start, place.end)) }));
  let best: Place | null = null;
  let bestLikeness = LEAST_LIKENESS;
  for (let i = 0; i < sentences.length; i++) {
    const together = new Map<string, number>();
    for (let width = 0; width < WIDEST && i + width < sentences.length; width++) {
      for (const [word, n] of sentences[i + width]!.words) together.set(word, (together.get(word) ?? 0) + n);
      const likeness = dice(wanted, together);
      if (likeness <= bestLikeness) continue;
      bestLikeness = likeness;
      best = { start: sentences[i]!.place.start, end: sentences[i + width]!.place.end };
    }
  }
  return best;
}

/** Sentences, and lines where there are none, without the white space around them. */
function sentencesOf(text: string): Place[] {
  return [...text.matchAll(/[^\s][^\n]*?(?:[.!?](?=\s|$)|(?=\n)|$)/gu)].map(({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
  }));
}

function bagOf(text: string): Map<string, number> {
  const bag = new Map<string, number>();
  for (const word of analyse(text)) bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}

function dice(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let [shared, all] = [0, 0];
  for (const [word, n] of a) shared += Math.min(n, b.get(word) ?? 0);
  for (const bag of [a, b]) for (const n of bag.values()) all += n;
  return all === 0 ? 0 : (2 * shared) / all;
}
