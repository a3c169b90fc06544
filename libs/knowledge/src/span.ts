/** Half-open range `[start, end)` in UTF-16 code units of a revision's stored text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One page of a revision's stored text; `page` counts from 1. Formats without pages have a single page 1. */
export interface PageSpan extends Span {
  readonly page: number;
}

/** The page that holds a character offset; the nearest earlier page between pages, page 1 when there is none. */
export function pageAt(pages: readonly PageSpan[], offset: number): number {
  let low = 0;
  let high = pages.length - 1;
  let found = 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const page = pages[middle]!;
    if (page.start <= offset) {
      found = page.page;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}
