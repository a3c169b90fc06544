import fc from 'fast-check';
import { mean, ndcg, percentile, recall, reciprocalRank, scoreRanking } from './ranking-metrics.js';

const judged = new Map([
  ['a', 3],
  ['b', 2],
  ['c', 1],
  ['d', 0],
]);

describe('ndcg', () => {
  it('is 1 for the ideal order', () => {
    expect(ndcg(['a', 'b', 'c'], judged, 10)).toBe(1);
  });

  it('takes grades as gains and log2(rank + 1) as discount', () => {
    // found: 0/1 + 2/log2(3) + 3/log2(4) = 1.261860 + 1.5; ideal: 3 + 2/log2(3) + 1/log2(4) = 4.761860
    expect(ndcg(['x', 'b', 'a'], judged, 10)).toBeCloseTo(2.76186 / 4.76186, 5);
  });

  it('sees only so many ranks, of the ideal order too', () => {
    // At depth 1 the best possible gain is 3.
    expect(ndcg(['b', 'a'], judged, 1)).toBeCloseTo(2 / 3, 10);
  });

  it('counts negative grades as not relevant', () => {
    expect(
      ndcg(
        ['bad', 'good'],
        new Map([
          ['good', 1],
          ['bad', -1],
        ]),
        10,
      ),
    ).toBeCloseTo(1 / Math.log2(3), 10);
  });

  it('stays within 0 and 1 whatever is ranked', () => {
    const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
    fc.assert(
      fc.property(fc.uniqueArray(ids), fc.dictionary(ids, fc.integer({ min: -1, max: 4 })), (ranking, grades) => {
        const judgments = new Map(Object.entries(grades));
        for (const value of Object.values(scoreRanking(ranking, judgments))) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });
});

describe('recall and reciprocal rank', () => {
  const ranking = ['x', 'c', 'd', 'a'];

  it('divides what was found by all that is relevant', () => {
    expect(recall(ranking, judged, 2)).toBeCloseTo(1 / 3, 10);
    expect(recall(ranking, judged, 10)).toBeCloseTo(2 / 3, 10);
  });

  it('looks for the first relevant document within the depth', () => {
    expect(reciprocalRank(ranking, judged, 10)).toBe(1 / 2);
    expect(reciprocalRank(ranking, judged, 1)).toBe(0);
  });

  it('finds nothing where nothing is relevant', () => {
    expect(recall(ranking, new Map([['a', 0]]), 10)).toBe(0);
  });
});

describe('mean and percentile', () => {
  it('takes the nearest rank', () => {
    expect(percentile([40, 10, 30, 20], 0.5)).toBe(20);
    expect(percentile([40, 10, 30, 20], 0.95)).toBe(40);
    expect(percentile([7], 0.5)).toBe(7);
  });

  it('is 0 of nothing', () => {
    expect(mean([])).toBe(0);
    expect(percentile([], 0.5)).toBe(0);
  });

  it('always takes one of the values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => values.includes(percentile(values, share)),
      ),
    );
  });
});
