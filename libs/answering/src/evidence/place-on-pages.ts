import { pageAt, type PageSpan, type Passage } from '#knowledge';
import type { Citation } from '../answer-trace.js';

/** Revisions of which somebody must know the pages before it is clear on which one each citation begins. */
export function revisionsOfManyPages(citations: readonly Citation[], passages: readonly Passage[]): string[] {
  const spanning = passages.filter(({ page, lastPage = page }) => lastPage > page);
  const ids = new Set(spanning.map(({ chunkId }) => chunkId));
  return [...new Set(citations.filter(({ chunkId }) => ids.has(chunkId)).map(({ revisionId }) => revisionId))];
}

/** Citations with the page on which their quote begins, where their passage begins on an earlier one. */
export function placeOnPages(
  citations: readonly Citation[],
  pages: ReadonlyMap<string, readonly PageSpan[]>,
): Citation[] {
  return citations.map((citation) => {
    const known = pages.get(citation.revisionId);
    return known ? { ...citation, page: pageAt(known, citation.span.start) } : citation;
  });
}
