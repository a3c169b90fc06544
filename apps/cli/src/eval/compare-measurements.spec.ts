import { compareMeasurements } from './compare-measurements.js';
import type { HistoryEntry } from './retrieval-history.js';

const measured = (scores: Record<string, number>): HistoryEntry => ({
  ...{ at: '2031-01-01T00:00:00.000Z', set: 'staff', mode: 'hybrid', index: null, reranker: null, figures: {} },
  queries: Object.entries(scores).map(([id, ndcg_at_10]) => {
    return { id, text: `What of ${id}?`, ndcg_at_10, rank: ndcg_at_10 > 0 ? 1 : null, top: [] };
  }),
});

it('says what changed, the largest change first, over the queries that both measured', () => {
  const compared = compareMeasurements(
    measured({ a: 1, b: 0.5, c: 0, d: 0.2, gone: 1 }),
    measured({ a: 1, b: 0.4, c: 1, d: 0, fresh: 1 }),
  );
  expect(compared).toMatchObject({ queries: 4, better: 1, worse: 2, ndcg_at_10: [0.425, 0.6] });
  expect(compared.changed.map(({ id, rank }) => [id, rank])).toEqual([
    ['c', [null, 1]],
    ['d', [1, null]],
    ['b', [1, 1]],
  ]);
});

it('finds nothing to say of sets without a query in common', () => {
  expect(compareMeasurements(measured({ a: 1 }), measured({ b: 1 }))).toMatchObject({
    queries: 0,
    ndcg_at_10: [0, 0],
    changed: [],
  });
});
