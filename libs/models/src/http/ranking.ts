import { z } from 'zod';
import { ModelRequestFailed } from '../model-errors.js';

const scored = z.array(
  z
    .object({
      index: z.int().nonnegative(),
      relevance_score: z.number().optional(),
      score: z.number().optional(),
    })
    .transform(({ index, relevance_score: relevance, score }) => ({ index, score: relevance ?? score })),
);

/** What a server answers that was asked how relevant texts are: `results` as Jina, Cohere, vLLM and llama-server have it, or the bare list of a TEI server. */
export const ranking = z.union([scored, z.object({ results: scored }).transform(({ results }) => results)]);

/**
 * One score a text, in the order of the texts.
 * @throws ModelRequestFailed where one is missing.
 */
export function scoresInOrder(results: z.infer<typeof ranking>, count: number): number[] {
  const scores = new Map(results.map(({ index, score }) => [index, score]));
  return Array.from({ length: count }, (_, index) => {
    const score = scores.get(index);
    if (score === undefined)
      throw new ModelRequestFailed('The model server did not score every text.', { particulars: { why: 'odd' } });
    return score;
  });
}
