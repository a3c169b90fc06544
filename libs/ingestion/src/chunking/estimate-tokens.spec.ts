import { estimateTokens } from './estimate-tokens.js';

describe('estimateTokens', () => {
  // True counts of the shipped embedder's vocabulary, start and end marks included.
  it.each([
    ['Employees bring a certificate within three days of their return to work.', 15],
    ['Microsoft 365 F1 | 50f60901-3181-4b75-8a2c-4c8e4c1d5a72', 40],
  ])('is close to, and not below, the true count of %p', (text, truth) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(truth);
    expect(estimateTokens(text)).toBeLessThanOrEqual(Math.ceil(truth * 1.35) + 1);
  });

  it('counts ideographs and kana one by one', () => {
    expect(estimateTokens('日本語のテキスト。')).toBe(11);
  });

  it('counts an empty text as its two marks', () => {
    expect(estimateTokens('')).toBe(2);
  });

  it('grows with every part of a text', () => {
    expect(estimateTokens('leave policy, 2024: é😀')).toBeGreaterThan(estimateTokens('leave policy, 2024'));
  });
});
