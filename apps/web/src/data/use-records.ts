import type { RecordQuery } from '#contracts';
import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { fetchRecord, fetchRecords, fetchRevisionText } from '../api/api-client.js';
import { keys } from './keys.js';

/** Newest first; the page that is shown stays until the next is there. */
export const useRecords = (query: Partial<RecordQuery>) =>
  useQuery({
    queryKey: keys.recordList(query),
    queryFn: ({ signal }) => fetchRecords(query, signal),
    placeholderData: keepPreviousData,
  });

const recordOf = (id: string) =>
  queryOptions({ queryKey: keys.record(id), queryFn: ({ signal }) => fetchRecord(id, signal), staleTime: Infinity });

/** A record is sealed, so it is fetched once and asked for again only when something touches it, such as feedback. */
export const useRecord = (id: string) => useQuery(recordOf(id));

/** Several at once, in their order. */
export const useEachRecord = (ids: readonly string[]) => useQueries({ queries: ids.map(recordOf) });

/** Revisions never change, but whether a newer one exists does. */
export const useRevisionText = (id: string) =>
  useQuery({
    queryKey: keys.revisionText(id),
    queryFn: ({ signal }) => fetchRevisionText(id, signal),
    staleTime: 60_000,
  });
