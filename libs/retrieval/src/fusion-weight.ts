import type { EmbedderModel } from '#models';

/**
 * Share of the z-scored cosine beside BM25 for the embedder that ships with the service; `bench/calibrate-fusion.ts`
 * finds it. Chosen for the worst set, not the mean: 0.05 gains a little more on average and loses sooner.
 */
const STARTER_WEIGHT = 0.04;

/** For an embedder that nobody has calibrated here: a full-size model is as good a judge as BM25, often a better one. */
const DEFAULT_WEIGHT = 0.2;

/**
 * How much the vectors count in hybrid search, for {@link blendScores}.
 * The starter embedder reads English words only: for a question written mostly in another script its similarities are
 * noise and count nothing.
 * @param calibrated What was measured for the index that is searched; null where nobody did.
 */
export function fusionWeightFor(
  { isStarter }: Pick<EmbedderModel, 'isStarter'>,
  query: string,
  calibrated: number | null = null,
): number {
  if (isStarter && !isMostlyLatin(query)) return 0;
  return calibrated ?? defaultWeightOf({ isStarter });
}

/** The share of the vectors as long as nothing was measured. */
export function defaultWeightOf({ isStarter }: Pick<EmbedderModel, 'isStarter'>): number {
  return isStarter ? STARTER_WEIGHT : DEFAULT_WEIGHT;
}

function isMostlyLatin(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin * 2 >= letters;
}
