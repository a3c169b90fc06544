import type { RevisionText } from '#contracts';
import { pageAt } from '#knowledge';
import { CitationOutside } from './errors.js';

/** A cited place with the text around it. */
export interface CitationWindow {
  /** Page of its first character, from 1. */
  readonly page: number;
  readonly before: string;
  /** Exactly the stored text at the span. */
  readonly quote: string;
  readonly after: string;
}

/**
 * @param span Half-open range of UTF-16 units of the revision's text; not empty.
 * @param context Units before and after it; one more where a character would be cut in half.
 * @throws CitationOutside
 */
export function citationWindow(
  { text, pages }: Pick<RevisionText, 'text' | 'pages'>,
  [start, end]: readonly [number, number],
  context: number,
): CitationWindow {
  if (start >= end || end > text.length) throw new CitationOutside(text.length);
  return {
    page: pageAt(pages, start),
    before: text.slice(whole(text, Math.max(0, start - context), -1), start),
    quote: text.slice(start, end),
    after: text.slice(end, whole(text, Math.min(text.length, end + context), 1)),
  };
}

/** An offset moved out of the middle of a surrogate pair. */
const whole = (text: string, offset: number, step: 1 | -1): number =>
  /^[\udc00-\udfff]/.test(text.slice(offset, offset + 1)) && /[\ud800-\udbff]$/.test(text.slice(0, offset))
    ? offset + step
    : offset;
