import type { ModelShape } from './describe-gguf.js';
import { estimateMemory, fitOf, usualUse } from './estimate-memory.js';

const MIB = 1024 ** 2;
/** Qwen3-8B as its file describes it: 36 layers, 8 key-value heads of 128 and 128 numbers. */
const shape: ModelShape = {
  layers: 36,
  embeddingLength: 4_096,
  feedForwardLength: 12_288,
  heads: 32,
  cacheNumbersPerToken: 36 * 8 * (128 + 128),
  stateNumbers: 0,
  vocabulary: 151_936,
  repackedBytes: 0,
};
const fileBytes = 5_027_783_488;

describe('estimateMemory', () => {
  it('counts two bytes for every number in the cache', () => {
    const use = { contextTokens: 8_192, batchTokens: 128, wholeTexts: false };
    const longer = { ...use, contextTokens: 16_384 };
    const cache = estimateMemory(fileBytes, shape, longer) - estimateMemory(fileBytes, shape, use);
    expect(cache).toBe(1_152 * MIB);
  });

  it('adds the copy of rearranged weights, and the state of recurrent layers', () => {
    const use = usualUse('generator', 40_960);
    const plain = estimateMemory(fileBytes, shape, use);
    expect(estimateMemory(fileBytes, { ...shape, repackedBytes: 100 * MIB }, use) - plain).toBe(100 * MIB);
    expect(estimateMemory(fileBytes, { ...shape, stateNumbers: MIB }, use) - plain).toBe(4 * MIB);
  });

  it('needs no words and no cache for an encoder, but attention over the whole text', () => {
    const encoder = { ...shape, cacheNumbersPerToken: 0 };
    const [short, long] = [512, 2_048].map((trained) => estimateMemory(0, encoder, usualUse('embedder', trained)));
    expect(estimateMemory(0, { ...encoder, vocabulary: 1 }, usualUse('embedder', 2_048))).toBe(long);
    expect(long! - short!).toBeGreaterThan(32 * (2_048 ** 2 - 512 ** 2) * 4);
  });

  it('opens no longer context than the model was trained for, nor than the host would', () => {
    expect(usualUse('generator', 2_048).contextTokens).toBe(2_048);
    expect(usualUse('generator', null).contextTokens).toBe(8_192);
    expect(usualUse('embedder', 32_768)).toEqual({ contextTokens: 2_048, batchTokens: 2_048, wholeTexts: true });
  });
});

describe('fitOf', () => {
  it.each([
    [6, 'fits'],
    [9.6, 'fits'],
    [9.7, 'tight'],
    [13.6, 'tight'],
    [13.7, 'too_large'],
  ])('says of %d GB on a machine with 16 that it %s', (needs, verdict) => {
    expect(fitOf(needs * 1e9, 16e9)).toBe(verdict);
  });
});
