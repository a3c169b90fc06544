/** Shares of the vectors that are tried: from none to where the keywords hardly count. */
export const TRIED_WEIGHTS = [0, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.45, 0.7, 1] as const;
/** Fewer questions than this decide nothing. */
export const LEAST_QUESTIONS = 20;
/** A gain below this is as likely chance. */
const LEAST_GAIN = 0.01;

/**
 * The share of the vectors that finds the golden questions' sources best, if it is clearly better than the default.
 * Scores are smoothed with those of the neighbouring weights, so that a lucky question does not make a peak.
 * @param measured Mean nDCG@10 of the same questions by weight, weights rising.
 * @param standard The default's mean nDCG@10.
 * @returns Null to stay with the default.
 */
export function chooseWeight(
  measured: readonly { readonly weight: number; readonly ndcgAt10: number }[],
  standard: number,
): number | null {
  const smooth = measured.map(({ weight, ndcgAt10 }, i) => {
    const around = [measured[i - 1], measured[i + 1]].flatMap((one) => (one ? [one.ndcgAt10] : []));
    const neighbours = around.reduce((sum, value) => sum + value, 0) / Math.max(1, around.length);
    return { weight, score: around.length > 0 ? (ndcgAt10 + neighbours) / 2 : ndcgAt10 };
  });
  const best = smooth.reduce<{ weight: number; score: number } | null>(
    (found, one) => (found && found.score >= one.score ? found : one),
    null,
  );
  return best && best.score - standard >= LEAST_GAIN ? best.weight : null;
}
