import type { EmbedderModel } from '#models';

/** For an embedder that nobody has calibrated: a full-size model is as good a judge as BM25, often a better one. */
const DEFAULT_WEIGHT = 0.2;

/**
 * How much the vectors count in hybrid search, for {@link blendScores}.
 * The starter embedders read English words only: for a question written mostly in another script their similarities are
 * noise and count nothing.
 * @param calibrated What was measured for the index that is searched; null where nobody did.
 */
export function fusionWeightFor(
  model: Pick<EmbedderModel, 'isStarter' | 'fusionWeight'>,
  query: string,
  calibrated: number | null = null,
): number {
  if (model.isStarter && !isMostlyLatin(query)) return 0;
  return calibrated ?? defaultWeightOf(model);
}

/**
 * The share of the vectors as long as nothing was measured on the library itself: what `bench/calibrate-fusion.ts` found for the embedder,
 * chosen for the worst set rather than the mean.
 */
export function defaultWeightOf({ fusionWeight }: Pick<EmbedderModel, 'fusionWeight'>): number {
  return fusionWeight ?? DEFAULT_WEIGHT;
}

function isMostlyLatin(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin * 2 >= letters;
}
