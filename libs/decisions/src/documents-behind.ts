import type { RecordBody } from './record-body.js';

/**
 * Ids of the documents that an answer may have taken something from; who may not see one of them may not read the answer.
 * Quotations rest on what they cite. What a model wrote rests on everything that it read, because words may come from a
 * passage that it does not cite. A refusal, and an answer that took several searches, tell of everything that was found.
 */
export function documentsBehind({ passages, trace }: RecordBody): string[] {
  const { outcome, mode, citations, steps } = trace;
  const tellsAll = outcome === 'refused' || (steps?.length ?? 1) > 1;
  const read = passages.filter(({ promptNumber }) => tellsAll || (mode === 'generated' && promptNumber !== null));
  return [...new Set([...citations, ...read].map(({ documentId }) => documentId))].sort();
}
