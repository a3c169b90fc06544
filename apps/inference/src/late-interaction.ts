import { dotProduct } from '#models';

/** Vectors of a model's tokens. */
export interface KnownTokens {
  /** How much a token counts; 0 for one that says nothing. */
  lengthOf(token: number): number;
  /** The vector of a token that counts, scaled to length 1. */
  unit(token: number): Float32Array;
}

/** Tokens of a question that are looked at, those that count most: more say nothing new, and a pasted page costs no more than a long sentence. */
const MOST_ASKED = 64;

/**
 * How well the tokens of each text stand for those of a question: each token of the question is worth its best cosine to a token of the text,
 * squared, so that what is only akin counts less than what is the same, and counts by its length. The order of tokens says nothing.
 * @returns For each text from 0, where none of it has to do with the question, to 1, where it has every token.
 * @see Khattab and Zaharia, "ColBERT: Efficient and Effective Passage Search via Contextualized Late Interaction over BERT", SIGIR 2020.
 */
export function lateInteraction(
  known: KnownTokens,
  question: readonly number[],
  texts: readonly (readonly number[])[],
): number[] {
  const asked = distinct(known, question)
    .sort((a, b) => known.lengthOf(b) - known.lengthOf(a))
    .slice(0, MOST_ASKED);
  const weights = asked.map((token) => known.lengthOf(token));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return texts.map(() => 0);
  const vectors = asked.map((token) => known.unit(token));
  // Most words stand in several of the texts.
  const compared = new Map<number, readonly number[]>();
  const cosinesOf = (token: number): readonly number[] => {
    let cosines = compared.get(token);
    if (!cosines) {
      const vector = known.unit(token);
      compared.set(token, (cosines = vectors.map((one) => Math.min(1, dotProduct(one, vector)))));
    }
    return cosines;
  };
  return texts.map((text) => {
    const best = asked.map(() => 0);
    for (const token of distinct(known, text))
      cosinesOf(token).forEach((cosine, i) => {
        if (cosine > best[i]!) best[i] = cosine;
      });
    return best.reduce((sum, cosine, i) => sum + weights[i]! * cosine * cosine, 0) / all;
  });
}

const distinct = (known: KnownTokens, tokens: readonly number[]): number[] =>
  [...new Set(tokens)].filter((token) => known.lengthOf(token) > 0);
