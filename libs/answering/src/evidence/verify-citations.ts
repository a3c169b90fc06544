import type { Passage } from '#knowledge';
import type { Citation } from '../answer-trace.js';

/** Citations that are what they say they are, and those that are not. */
export interface VerifiedCitations {
  readonly kept: readonly Citation[];
  readonly dropped: readonly Citation[];
}

/**
 * Keep a citation only if it names a retrieved passage of that revision and its quote is, character for character, that
 * passage's text at the span. The last check before an answer is shown, whatever came before it.
 */
export function verifyCitations(citations: readonly Citation[], passages: readonly Passage[]): VerifiedCitations {
  const byChunk = new Map(passages.map((passage) => [passage.chunkId, passage]));
  const isTrue = (citation: Citation): boolean => {
    const passage = byChunk.get(citation.chunkId);
    if (!passage || passage.revisionId !== citation.revisionId || passage.documentId !== citation.documentId)
      return false;
    const [start, end] = [citation.span.start - passage.span.start, citation.span.end - passage.span.start];
    return start >= 0 && end > start && end <= passage.text.length && passage.text.slice(start, end) === citation.quote;
  };
  return { kept: citations.filter(isTrue), dropped: citations.filter((citation) => !isTrue(citation)) };
}
