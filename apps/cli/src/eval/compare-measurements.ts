import { rounded } from '../output/format.js';
import type { HistoryEntry, MeasuredQuery } from './retrieval-history.js';

/** A query that came out otherwise; ranks from 1, null where nothing relevant was found. */
export interface ChangedQuery {
  readonly id: string;
  readonly text: string;
  readonly ndcg_at_10: readonly [before: number, after: number];
  readonly rank: readonly [before: number | null, after: number | null];
}

/** How a measurement was made. */
export type MeasuredAs = Pick<HistoryEntry, 'at' | 'mode' | 'index' | 'reranker' | 'weights'>;

/** What `eval compare` reports; the shape of its `--json`. */
export interface MeasurementComparison {
  readonly set: string;
  readonly before: MeasuredAs;
  readonly after: MeasuredAs;
  /** Queries that both measured. */
  readonly queries: number;
  readonly better: number;
  readonly worse: number;
  /** Mean nDCG@10 over those queries. */
  readonly ndcg_at_10: readonly [before: number, after: number];
  /** Largest change first. */
  readonly changed: readonly ChangedQuery[];
}

const SAME = 1e-9;

/** Two measurements of one set, query by query. */
export function compareMeasurements(before: HistoryEntry, after: HistoryEntry): MeasurementComparison {
  const old = new Map(before.queries.map((query) => [query.id, query]));
  const both = after.queries.flatMap((query): [MeasuredQuery, MeasuredQuery][] => {
    const earlier = old.get(query.id);
    return earlier ? [[earlier, query]] : [];
  });
  const changed = both
    .map(([a, b]): ChangedQuery => {
      return { id: b.id, text: b.text, ndcg_at_10: [a.ndcg_at_10, b.ndcg_at_10], rank: [a.rank, b.rank] };
    })
    .filter((query) => Math.abs(gain(query)) > SAME)
    .sort((a, b) => Math.abs(gain(b)) - Math.abs(gain(a)));
  const mean = (side: 0 | 1) => both.reduce((sum, pair) => sum + pair[side].ndcg_at_10, 0) / Math.max(1, both.length);
  const about = ({ at, mode, index, reranker, weights = null }: HistoryEntry): MeasuredAs => {
    return { at, mode, index, reranker, weights };
  };
  return {
    set: after.set,
    before: about(before),
    after: about(after),
    queries: both.length,
    better: changed.filter((query) => gain(query) > 0).length,
    worse: changed.filter((query) => gain(query) < 0).length,
    ndcg_at_10: [rounded(mean(0), 4), rounded(mean(1), 4)],
    changed,
  };
}

const gain = ({ ndcg_at_10: [before, after] }: ChangedQuery): number => after - before;
