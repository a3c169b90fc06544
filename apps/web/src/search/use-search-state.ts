import { type SearchSort, type SearchWish, searchSort } from '#contracts';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { PASSAGES_OF_EACH } from './found-entries.js';

/** What an entry of the list is: a document, a passage, or passages of which no document has many at once. */
export const LIST_KINDS = ['documents', 'passages', 'varied'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** Documents, where a text says nothing else. */
export const listKindOf = (text: string | null): ListKind => LIST_KINDS.find((kind) => kind === text) ?? 'documents';

/** What the address says of a search; whatever it says that cannot be, counts as absent. */
export interface SearchState {
  query: string;
  sort: SearchSort;
  list: ListKind;
  /** Id of what to find the like of; null for words. */
  like: string | null;
  /** Id of the only document to search in; null for all. */
  document: string | null;
  /** `YYYY-MM-DD`: in the library as it stood at the end of that day; empty for now. */
  asOf: string;
  /** How many entries to show, best first. */
  shown: number;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** How many entries are shown at first, and how many more each time; the service gives no more than the most. */
export const HELPING = 30;
/** The most that the service gives in one reply. */
export const MOST_PASSAGES = 100;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is searched for, kept in the address, so that a search can be shared, bookmarked and gone back to. */
export function useSearchState() {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readState(params), [params]);
  const change = (part: Partial<SearchState>) => {
    // Another search begins at the top.
    const { query, sort, list, like, document, asOf, shown } = { ...state, shown: HELPING, ...part };
    const entries = {
      q: query.trim(),
      sort: sort === 'newest' ? sort : '',
      list: list === 'documents' ? '' : list,
      like: like ?? '',
      document: document ?? '',
      on: asOf,
      shown: shown > HELPING ? String(shown) : '',
    };
    setParams(new URLSearchParams(Object.entries(entries).filter(([, value]) => value !== '')));
  };
  return { state, change };
}

/** @returns What is no id as null. */
export const idOf = (text: string | null): string | null => (text !== null && UUID.test(text) ? text : null);

function readState(params: URLSearchParams): SearchState {
  const sort = searchSort.safeParse(params.get('sort') ?? 'relevance');
  const asOf = params.get('on') ?? '';
  return {
    query: (params.get('q') ?? '').slice(0, 2_000),
    sort: sort.success ? sort.data : 'relevance',
    // As addresses of before have it.
    list: params.get('diverse') === '1' ? 'varied' : listKindOf(params.get('list')),
    like: idOf(params.get('like')),
    document: idOf(params.get('document')),
    asOf: DAY.test(asOf) ? asOf : '',
    shown: Math.min(MOST_PASSAGES, Math.max(HELPING, Math.trunc(Number(params.get('shown'))) || HELPING)),
  };
}

/** What is saved is a query: neither the like of something nor a document that it keeps to. */
export const canBeSaved = ({ query, like, document }: SearchState): boolean =>
  query !== '' && like === null && document === null;

/** Null while there is nothing to search for. */
export function wishOf({ query, sort, list, like, document, asOf, shown }: SearchState): SearchWish | null {
  if (query === '' && like === null) return null;
  return {
    query,
    sort,
    diverse: list === 'varied',
    perDocument: list === 'documents' ? PASSAGES_OF_EACH : null,
    facets: true,
    limit: shown,
    ...(like !== null && { like: { id: like } }),
    ...(document !== null && { documents: [document] }),
    ...(asOf !== '' && { asOf }),
  };
}
