import type { Passage } from '#knowledge';
import type { AnswerSentence, Citation } from '../answer-trace.js';
import { verifyCitations } from './verify-citations.js';

export interface SettledAnswer {
  readonly sentences: readonly AnswerSentence[];
  readonly citations: readonly Citation[];
  readonly dropped: readonly Citation[];
}

const LOST = { support: 'unsupported', citations: [], why: 'Its source did not match the stored text.' } as const;

/** Drop every citation that does not verify; a sentence that loses its last one becomes unsupported. */
export function settleAnswer(
  sentences: readonly AnswerSentence[],
  citations: readonly Citation[],
  passages: readonly Passage[],
): SettledAnswer {
  const { kept, dropped } = verifyCitations(citations, passages);
  const known = new Set(kept.map(({ n }) => n));
  return {
    sentences: sentences.map((sentence) => {
      const left = sentence.citations.filter((n) => known.has(n));
      const isWhole = left.length === sentence.citations.length && left.length > 0;
      return isWhole
        ? sentence
        : { ...sentence, ...LOST, why: sentence.support === 'unsupported' ? sentence.why : LOST.why };
    }),
    citations: kept,
    dropped,
  };
}
