import fc from 'fast-check';
import { nextBatch } from './batch-size.js';

describe('nextBatch', () => {
  it('makes a batch take about ten seconds', () => {
    expect(nextBatch(64, 32_000)).toBe(20);
    expect(nextBatch(20, 2_000)).toBe(100);
  });

  it('stays between what is worth writing and what may be lost', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.double({ min: 0, max: 1e9, noNaN: true }), (chunks, ms) => {
        const size = nextBatch(chunks, ms);
        expect(Number.isInteger(size)).toBe(true);
        expect(size).toBeGreaterThanOrEqual(16);
        expect(size).toBeLessThanOrEqual(512);
      }),
    );
  });
});
