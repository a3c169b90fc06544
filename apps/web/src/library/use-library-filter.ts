import type { DocumentQuery } from '#contracts';
import { documentQuery } from '#contracts';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { pageIn } from '../shared/page-in.js';

/** Documents on one page of the list. */
export const PAGE_SIZE = 25;

export interface LibraryFilter {
  text: string;
  state: DocumentQuery['state'];
  /** Collection name; undefined for all. */
  collection: string | undefined;
  /** From 1. */
  page: number;
}

/** The filter of the library, kept in the address so that it can be bookmarked, shared and gone back to. */
export function useLibraryFilter() {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => readFilter(search), [search]);
  const change = (part: Partial<LibraryFilter>) => {
    // Any other change starts again at the first page.
    const { text, state, collection, page } = { ...filter, page: 1, ...part };
    const entries: [string, string | undefined][] = [
      ['collection', collection],
      ['state', state],
      ['text', text],
      ['page', page > 1 ? String(page) : undefined],
    ];
    const present = entries.flatMap(([key, value]) => (value ? [[key, value] as [string, string]] : []));
    // At once, not when the page has time for it: who goes on to remove a collection no longer asks for its documents.
    setSearch(new URLSearchParams(present), { replace: part.page === undefined, flushSync: true });
  };
  return { filter, change };
}

function readFilter(search: URLSearchParams): LibraryFilter {
  const state = documentQuery.shape.state.safeParse(search.get('state') ?? undefined);
  return {
    text: (search.get('text') ?? '').slice(0, 200),
    state: state.success ? state.data : undefined,
    collection: search.get('collection') ?? undefined,
    page: pageIn(search, PAGE_SIZE),
  };
}

/** Whether it leaves any document out. */
export const isNarrowed = ({ text, state, collection }: LibraryFilter): boolean =>
  text.trim() !== '' || state !== undefined || collection !== undefined;

/** The same for the service; what narrows nothing is left out. */
export const toQuery = ({ text, state, collection, page }: LibraryFilter): Partial<DocumentQuery> => ({
  ...(text.trim() !== '' && { text: text.trim() }),
  ...(state && { state }),
  ...(collection && { collection }),
  offset: (page - 1) * PAGE_SIZE,
  limit: PAGE_SIZE,
});
