import type { RevisionText } from '#contracts';

export interface PagePart {
  page: number;
  /** Position of the page's first character in the whole text. */
  start: number;
  text: string;
  /** The marked part of this page, in characters of `text`; null when the span does not touch it. */
  marked: { start: number; end: number } | null;
}

/**
 * Cut a text into its pages and say which part of each lies inside a span.
 * @param span Characters `[start, end)` of the whole text, or null to mark nothing. A span may cover several pages.
 * @returns Pages in order; a text without pages is one page numbered 1.
 */
export function pageParts(revision: Pick<RevisionText, 'text' | 'pages'>, span: [number, number] | null): PagePart[] {
  const pages = revision.pages.length > 0 ? revision.pages : [{ page: 1, start: 0, end: revision.text.length }];
  return pages.map(({ page, start, end }) => ({
    page,
    start,
    text: revision.text.slice(start, end),
    marked: overlap(start, end, span),
  }));
}

function overlap(start: number, end: number, span: [number, number] | null): PagePart['marked'] {
  if (!span) return null;
  const from = Math.max(start, span[0]);
  const to = Math.min(end, span[1]);
  return from < to ? { start: from - start, end: to - start } : null;
}
