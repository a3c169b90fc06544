/** Judged documents of one query: corpus id → grade. Grades ≤ 0 are "not relevant". */
export type Judgments = ReadonlyMap<string, number>;

/** Figures of one query, each in [0, 1]. */
export interface RankingScores {
  readonly ndcgAt10: number;
  readonly recallAt10: number;
  readonly recallAt100: number;
  readonly mrrAt10: number;
}

/**
 * Score one ranking against its judgments.
 * @param ranking Distinct corpus ids, best first.
 * @param judgments At least one grade above 0.
 */
export function scoreRanking(ranking: readonly string[], judgments: Judgments): RankingScores {
  return {
    ndcgAt10: ndcg(ranking, judgments, 10),
    recallAt10: recall(ranking, judgments, 10),
    recallAt100: recall(ranking, judgments, 100),
    mrrAt10: reciprocalRank(ranking, judgments, 10),
  };
}

/**
 * Normalised discounted cumulative gain with linear gains and log2 discount, cut at `depth`.
 * @see trec_eval's ndcg_cut (Järvelin & Kekäläinen, TOIS 2002, in its linear form).
 */
export function ndcg(ranking: readonly string[], judgments: Judgments, depth: number): number {
  const gains = ranking.slice(0, depth).map((id) => Math.max(0, judgments.get(id) ?? 0));
  const best = [...judgments.values()]
    .filter((grade) => grade > 0)
    .sort((a, b) => b - a)
    .slice(0, depth);
  const ideal = discounted(best);
  return ideal === 0 ? 0 : discounted(gains) / ideal;
}

/** Share of the relevant documents among the first `depth`. */
export function recall(ranking: readonly string[], judgments: Judgments, depth: number): number {
  const relevant = relevantOf(judgments);
  const found = ranking.slice(0, depth).filter((id) => relevant.has(id)).length;
  return relevant.size === 0 ? 0 : found / relevant.size;
}

/** One divided by the rank of the first relevant document; 0 when none is among the first `depth`. */
export function reciprocalRank(ranking: readonly string[], judgments: Judgments, depth: number): number {
  const relevant = relevantOf(judgments);
  const at = ranking.slice(0, depth).findIndex((id) => relevant.has(id));
  return at === -1 ? 0 : 1 / (at + 1);
}

/** Documents of any grade above 0. */
export function relevantOf(judgments: Judgments): ReadonlySet<string> {
  return new Set([...judgments].flatMap(([id, grade]) => (grade > 0 ? [id] : [])));
}

/** Arithmetic mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The smallest value that at least `share` (0 to 1) of the values do not exceed (nearest rank); 0 of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
}
