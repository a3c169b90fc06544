import fc from 'fast-check';
import { isDueNow, isDueWhenQuiet, mostWaiting } from './when-to-tidy.js';

it('tidies a small table up whenever it is quiet, and a large one for a share of it or for many files', () => {
  expect(isDueWhenQuiet(2_000, { chunks: 1, writes: 1 })).toBe(true);
  expect(isDueWhenQuiet(1_000_000, { chunks: 8, writes: 1 })).toBe(false);
  expect(isDueWhenQuiet(1_000_000, { chunks: 1_000, writes: 2 })).toBe(true);
  expect(isDueWhenQuiet(1_000_000, { chunks: 64, writes: 64 })).toBe(true);
});

it('lets a share of the table wait while rows come, and never less than a scan hardly notices', () => {
  expect([0, 40_000, 100_000, 1_000_000].map(mostWaiting)).toEqual([4_000, 4_000, 10_000, 100_000]);
  expect(isDueNow(100_000, { chunks: 9_999, writes: 20 })).toBe(false);
  expect(isDueNow(100_000, { chunks: 10_000, writes: 20 })).toBe(true);
});

it('costs each row the same in a table of any size: tidied rows grow no faster than written ones', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), (batch) => {
      let [table, waiting, tidied] = [0, 0, 0];
      while (table < 1_000_000) {
        [table, waiting] = [table + batch, waiting + batch];
        if (!isDueNow(table, { chunks: waiting, writes: 1 })) continue;
        [tidied, waiting] = [tidied + table, 0];
      }
      expect(tidied / table).toBeLessThan(14);
    }),
    { numRuns: 30 },
  );
});
