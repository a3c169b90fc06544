/** Scores by chunk id. */
export type ScoresByChunk = ReadonlyMap<string, number>;

/** A chunk in a blended ranking. Scores are comparable within it only. */
export interface RankedChunk {
  readonly chunkId: string;
  readonly score: number;
  /** BM25; 0 for a chunk that the keywords did not find. */
  readonly keyword: number;
  /** Cosine similarity; null when none was computed. */
  readonly cosine: number | null;
}

/**
 * Blend a keyword ranking and a vector ranking of the same passages by score: BM25 divided by its best score, plus
 * `weight` times the cosine, z-scored over the candidates.
 * @param keyword BM25 scores by chunk id (≥ 0, unbounded), best first. A chunk that is absent scores 0.
 * @param cosine Cosine similarities by chunk id, in [-1, 1], over the same candidates, best first. A chunk that is absent
 * counts as average.
 * @param weight Share of the z-scored cosine against BM25 divided by its best score; calibrated per embedder.
 * @returns Every distinct chunk, best first. Scores are comparable only within one call; ties keep keyword order, then
 * cosine order.
 * @see Bruch, Gai & Ingber, TOIS 2023 (convex combination beats rank fusion when one ranker is weaker).
 */
export function blendScores(keyword: ScoresByChunk, cosine: ScoresByChunk, weight: number): RankedChunk[] {
  const best = Math.max(0, ...keyword.values());
  const zScore = standardizer([...cosine.values()]);
  const blended = [...new Set([...keyword.keys(), ...cosine.keys()])].map((chunkId) => {
    const byKeyword = keyword.get(chunkId) ?? 0;
    const byCosine = cosine.get(chunkId) ?? null;
    const score = (best > 0 ? byKeyword / best : 0) + (byCosine === null ? 0 : weight * zScore(byCosine));
    return { chunkId, score, keyword: byKeyword, cosine: byCosine };
  });
  return blended.sort(bestFirst);
}

/** Rank by one leg alone: each chunk scores what that leg says; ties keep the order they came in. */
export function rankByOne(leg: 'keyword' | 'vector', keyword: ScoresByChunk, cosine: ScoresByChunk): RankedChunk[] {
  const scores = leg === 'keyword' ? keyword : cosine;
  const ranked = [...scores].map(([chunkId, score]) => ({
    chunkId,
    score,
    keyword: keyword.get(chunkId) ?? 0,
    cosine: cosine.get(chunkId) ?? null,
  }));
  return ranked.sort(bestFirst);
}

/** Sorting is stable: what ties stays as it came. */
function bestFirst(a: RankedChunk, b: RankedChunk): number {
  return b.score - a.score;
}

/** Maps a value to its distance from the mean in standard deviations; all to 0 where all are equal. */
function standardizer(values: readonly number[]): (value: number) => number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return (value) => (deviation > MEANINGFUL_DEVIATION ? (value - mean) / deviation : 0);
}

/** Cosines come from 32-bit vectors: a smaller spread is rounding, and dividing by it would make noise the judge. */
const MEANINGFUL_DEVIATION = 1e-6;
