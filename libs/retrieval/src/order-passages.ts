import type { Passage } from '#knowledge';
import { analyse } from '#search-index';

/** How the passages that were found are put in order; by relevance alone when nothing is said. */
export interface PassageOrder {
  /** The newest document first, among the best {@link NEWEST_AMONG}. */
  readonly sort?: 'relevance' | 'newest';
  /** Days in which a document loses half of what being new gives it. */
  readonly halfLifeDays?: number | null;
  /** No more than {@link MOST_OF_ONE_DOCUMENT} passages of a document at once, and what says something else first. */
  readonly diverse?: boolean;
}

/** Passages, the best first: an order by date never brings up what hardly matches. */
export const NEWEST_AMONG = 50;
/** Passages; more of it come after those of others. */
export const MOST_OF_ONE_DOCUMENT = 2;

/** How many of the best passages an order looks at. */
export function orderWindow({ sort, halfLifeDays, diverse }: PassageOrder, limit: number): number {
  const depth = sort === 'newest' || halfLifeDays || diverse ? NEWEST_AMONG : 0;
  return Math.max(limit, depth, diverse ? 3 * limit : 0);
}

/** Whether dates are needed. */
export const needsDates = ({ sort, halfLifeDays }: PassageOrder): boolean => sort === 'newest' || Boolean(halfLifeDays);

/**
 * What being old costs: at most as much as the third part of the best keyword score, so that a new document overtakes those that are
 * about as good and none that is far better.
 */
const AGE_COSTS = 1 / 3;
const DAY_MS = 86_400_000;

/**
 * @param passages Best first.
 * @param dateOf `YYYY-MM-DD` of a revision, or null.
 * @returns The same passages; scores are changed where age counts.
 */
export function orderPassages<P extends Passage>(
  passages: readonly P[],
  order: PassageOrder,
  dateOf: (revisionId: string) => string | null,
  now: Date,
): P[] {
  const aged = order.halfLifeDays ? byAge(passages, order.halfLifeDays, dateOf, now) : [...passages];
  const varied = order.diverse ? diversify(aged) : aged;
  if (order.sort !== 'newest') return varied;
  const date = (passage: P) => dateOf(passage.revisionId) ?? '';
  return varied.sort((a, b) => date(b).localeCompare(date(a)));
}

function byAge<P extends Passage>(
  passages: readonly P[],
  halfLifeDays: number,
  dateOf: (revisionId: string) => string | null,
  now: Date,
): P[] {
  const aged = passages.map((passage): P => {
    const date = dateOf(passage.revisionId);
    const days = date === null ? Infinity : Math.max(0, (now.getTime() - Date.parse(date)) / DAY_MS);
    return { ...passage, score: passage.score - AGE_COSTS * (1 - 2 ** (-days / halfLifeDays)) };
  });
  return aged.sort((a, b) => b.score - a.score);
}

/** How much saying the same as a passage before it costs, at most; scores count by their share of the range. */
const SAMENESS_COSTS = 0.5;

/**
 * Maximal marginal relevance: each next passage is the best by its score less what it repeats of those chosen, and passages beyond
 * the second of one document come after all others.
 */
export function diversify<P extends Passage>(passages: readonly P[]): P[] {
  const [highest, lowest] = [passages[0]?.score ?? 0, passages.at(-1)?.score ?? 0];
  const range = highest - lowest || 1;
  const open = passages.map((passage) => {
    return { passage, words: new Set(analyse(passage.text)), worth: (passage.score - lowest) / range, sameness: 0 };
  });
  const ofDocument = new Map<string, number>();
  const chosen: P[] = [];
  while (open.length > 0) {
    const isFree = ({ passage }: (typeof open)[number]) =>
      (ofDocument.get(passage.documentId) ?? 0) < MOST_OF_ONE_DOCUMENT;
    const choice = open.some(isFree) ? open.filter(isFree) : open;
    const best = choice.reduce((a, b) => (valueOf(b) > valueOf(a) ? b : a));
    open.splice(open.indexOf(best), 1);
    chosen.push(best.passage);
    ofDocument.set(best.passage.documentId, (ofDocument.get(best.passage.documentId) ?? 0) + 1);
    for (const other of open) other.sameness = Math.max(other.sameness, overlap(best.words, other.words));
  }
  return chosen;
}

const valueOf = ({ worth, sameness }: { worth: number; sameness: number }): number => worth - SAMENESS_COSTS * sameness;

/** Jaccard similarity, in [0, 1]. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}
