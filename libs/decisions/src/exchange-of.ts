import type { PreviousExchange } from '#answering';
import type { RecordBody } from './record-body.js';

/**
 * A recorded question and its answer, for a question that follows it up: as it was understood, so that a follow-up of a follow-up
 * still has its subject and the kind of answer that it wants.
 */
export function exchangeOf({ asked, trace }: Pick<RecordBody, 'asked' | 'trace'>): PreviousExchange {
  const { condensed, answer, outcome, retrieval } = trace;
  const question = condensed?.question ?? asked.question;
  return {
    question,
    answer,
    typed: asked.question,
    ...(condensed?.kind && { kind: condensed.kind }),
    ...(outcome === 'refused' && { missing: retrieval.evidence.missing }),
  };
}

/** Whether a recorded question was understood with words of the exchange before it. */
export const leansOnEarlier = ({ asked, trace }: Pick<RecordBody, 'asked' | 'trace'>): boolean =>
  trace.condensed != null && trace.condensed.question !== asked.question;
