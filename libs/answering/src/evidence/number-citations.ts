import { type Passage, type Span, clauseAt } from '#knowledge';
import type { Citation } from '../answer-trace.js';

/** Gives out citation numbers in order of first use; the same words of the same chunk keep theirs. */
export class CitationNumbers {
  private readonly bySpan = new Map<string, Citation>();

  /** @param span In the revision's stored text, within the passage. */
  cite(passage: Passage, span: Span): Citation {
    const id = `${passage.revisionId}:${span.start}:${span.end}`;
    const known = this.bySpan.get(id);
    if (known) return known;
    const { documentId, revisionId, revision, title, mediaType, page, headingPath, chunkId } = passage;
    const quote = passage.text.slice(span.start - passage.span.start, span.end - passage.span.start);
    const citation = {
      n: this.bySpan.size + 1,
      documentId,
      revisionId,
      revision,
      title,
      ...(mediaType !== undefined && { mediaType }),
      page,
      headingPath,
      clause: clauseAt(passage.clauses ?? [], span.start),
      quote,
      span,
      chunkId,
    };
    this.bySpan.set(id, citation);
    return citation;
  }

  all(): Citation[] {
    return [...this.bySpan.values()];
  }
}
