/** As in BM25: the more often something is said, the less once more adds; long texts say everything more often. */
const [SATURATION, BY_LENGTH] = [1.2, 0.75];

/**
 * What something counts that a text says a number of times, as BM25 counts a word (k1 1.2, b 0.75).
 * @param length Words of the text.
 * @param averageLength Words of an average text, above 0.
 * @returns 0 for nothing, 1 for once in an average text, below 2.2.
 */
export function saturated(times: number, length: number, averageLength: number): number {
  const damping = SATURATION * (1 - BY_LENGTH + (BY_LENGTH * length) / averageLength);
  return (times * (SATURATION + 1)) / (times + damping);
}
