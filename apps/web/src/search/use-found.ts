import type { PassageView } from '#contracts';
import { useMemo, useRef } from 'react';
import { useSearch } from '../data/use-search.js';
import { type FoundEntry, entriesOf, inSight } from './found-entries.js';
import { useResults } from './use-results.js';
import { type SearchState, wishOf } from './use-search-state.js';
import { useUnfolded } from './use-unfolded.js';

const NONE: readonly PassageView[] = [];

/** What a search finds, which of it is unfolded, and where in it the reader is. */
export function useFound(state: SearchState) {
  const isAsked = wishOf(state) !== null;
  const { data, isFetching, isPlaceholderData, isError, error, refetch } = useSearch(wishOf(state));
  const result = (isAsked && data) || null;
  const list = useRef<HTMLUListElement>(null);
  const entries = useMemo(() => (result ? entriesOf(result) : []), [result]);
  const unfolded = useUnfolded(JSON.stringify({ ...state, shown: null }));
  const visible = useMemo(() => inSight(entries, unfolded.documents), [entries, unfolded.documents]);
  const results = useResults(result?.passages ?? NONE, visible, state.shown, list);
  const { current } = results;
  const fold = (entry: FoundEntry, isUnfolded: boolean) => {
    (isUnfolded ? unfolded.unfold : unfolded.fold)(entry.document);
    if (!isUnfolded && current?.document === entry.document) results.select(entry.passages[0]!);
  };
  const foldAt = (entry: FoundEntry) => {
    results.focus(entry.passages[0]!);
    fold(entry, false);
  };
  const at = entries.find(({ passages }) => current !== null && passages.includes(current));
  return {
    ...{ isAsked, isFetching, isError, error, refetch, result, entries, list, results, fold },
    /** Whether what is shown is still of fewer entries than were asked for. */
    isAwaited: isPlaceholderData,
    unfolded: unfolded.documents,
    /** For the keys, at the entry that they are at; null where there is nothing to do. */
    unfoldHere: at && at.passages.length > 1 ? () => fold(at, true) : null,
    foldHere: at && unfolded.documents.has(at.document) ? () => foldAt(at) : null,
  };
}

export type Found = ReturnType<typeof useFound>;
