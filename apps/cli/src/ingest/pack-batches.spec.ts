import fc from 'fast-check';
import { BATCH_BYTES, BATCH_FILES, packBatches } from './pack-batches.js';

async function packed(sizes: readonly number[]): Promise<number[][]> {
  const batches: number[][] = [];
  for await (const batch of packBatches(sizes.map((sizeBytes) => ({ sizeBytes })))) {
    batches.push(batch.map((item) => item.sizeBytes));
  }
  return batches;
}

describe('packBatches', () => {
  it('sends a file over the limit alone', async () => {
    expect(await packed([1, BATCH_BYTES + 1, 1, 1])).toEqual([[1], [BATCH_BYTES + 1], [1, 1]]);
  });

  it('fills a batch to the last file and byte', async () => {
    expect(await packed([BATCH_BYTES - 1, 1, 1])).toEqual([[BATCH_BYTES - 1, 1], [1]]);
    expect((await packed(Array.from({ length: BATCH_FILES + 1 }, () => 0))).map((batch) => batch.length)).toEqual([
      32, 1,
    ]);
  });

  it('keeps every item, in order, within the limits', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 2 * BATCH_BYTES }), { maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(sizes, async (given) => {
        const batches = await packed(given);
        expect(batches.flat()).toEqual(given);
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(BATCH_FILES);
          const bytes = batch.reduce((sum, size) => sum + size, 0);
          expect(batch.length === 1 || bytes <= BATCH_BYTES).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
