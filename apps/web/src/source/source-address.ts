import type { CitationView } from '#contracts';

/** A place in a revision's text: characters `[start, end)`, and the page to show first. */
export interface SourcePlace {
  revisionId: string;
  start: number | null;
  end: number | null;
  page: number | null;
}

/** The place that a citation names, its page as the one to show first. */
export const placeOf = ({ revision, span, page }: Pick<CitationView, 'revision' | 'span' | 'page'>): SourcePlace => ({
  revisionId: revision,
  start: span[0],
  end: span[1],
  page,
});

/** @returns The portal's own address of a cited place: `/source/<revision>?start=&end=&page=`. */
export const sourceAddress = (citation: Pick<CitationView, 'revision' | 'span' | 'page'>): string =>
  `/source/${encodeURIComponent(citation.revision)}?start=${citation.span[0]}&end=${citation.span[1]}&page=${citation.page}`;

/** Read `start`, `end` and `page`; anything that is not a whole number ≥ 0 counts as absent. */
export function readPlace(revisionId: string, search: URLSearchParams): SourcePlace {
  const whole = (name: string): number | null => {
    const value = search.get(name) ?? '';
    return /^\d{1,12}$/.test(value) ? Number(value) : null;
  };
  return { revisionId, start: whole('start'), end: whole('end'), page: whole('page') };
}
