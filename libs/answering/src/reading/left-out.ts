import type { Passage } from '#knowledge';
import type { AnalysedQuestion } from '../question/analyse-question.js';
import type { ReadSentence } from '../quoting/read-passages.js';
import { scoreSentences } from '../quoting/score-sentences.js';
import { FURTHER_SHARE } from '../quoting/select-quotes.js';
import type { WeighedTerm } from '../quoting/weigh-terms.js';
import { commandsModel } from '../text/addresses-model.js';

/** A single word of a question stands anywhere. */
const LEAST_OWN = 0.5;

/**
 * Passages of which a sentence might have been quoted, as near to the question as the best one and with half of its words by weight, were it not an order to language models.
 * @param sentences All that were read.
 * @returns Each once.
 */
export function leftOut(
  question: AnalysedQuestion,
  terms: readonly WeighedTerm[],
  sentences: readonly ReadSentence[],
): Passage[] {
  if (!sentences.some(({ text }) => commandsModel(text))) return [];
  const scored = scoreSentences(question, terms, sentences);
  const best = scored.find(({ text }) => !commandsModel(text))?.score ?? 0;
  const orders = scored.filter(
    ({ text, score, features }) =>
      features.own >= LEAST_OWN && score >= FURTHER_SHARE.second * best && commandsModel(text),
  );
  return [...new Set(orders.map(({ passage }) => passage))];
}
