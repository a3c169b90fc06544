import { SOURCE_LOST } from '#contracts';
import type { Passage } from '#knowledge';
import type { AnswerSentence, Citation } from '../answer-trace.js';
import { verifyCitations } from './verify-citations.js';

/**
 * What is left of an answer once its citations were checked: as many sentences as before, in their order, and the
 * citations apart.
 */
export interface SettledAnswer {
  readonly sentences: readonly AnswerSentence[];
  readonly citations: readonly Citation[];
  readonly dropped: readonly Citation[];
}

const LOST = { support: 'unsupported', citations: [], why: SOURCE_LOST, signals: null } as const;

/** Drop every citation that does not verify; a sentence that loses one becomes unsupported, whatever speaks for its words. */
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
      if (isWhole) return sentence;
      return sentence.support === 'unsupported' ? { ...sentence, citations: [] } : { ...sentence, ...LOST };
    }),
    citations: kept,
    dropped,
  };
}
