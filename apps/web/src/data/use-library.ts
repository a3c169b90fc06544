import type { ChangeCollection, DocumentQuery, DocumentView, RetryFailed } from '#contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  changeCollection,
  createCollection,
  fetchCollections,
  fetchDocument,
  fetchDocuments,
  putUnderMatter,
  removeDocument,
  restoreDocument,
  retryDocuments,
  unlockDocument,
} from '../api/api-client.js';
import { keys } from './keys.js';
import { useChange } from './use-change.js';
import { useTelling } from './use-telling.js';

export const useCollections = () =>
  useQuery({
    queryKey: keys.collections,
    queryFn: ({ signal }) => fetchCollections(signal),
    select: (reply) => reply.collections,
  });

const READING_MS = 1_000;

/**
 * A document is asked for again while it is being read. The counts of the whole library do not tell when it is done: one
 * that was queued and has failed again between two looks leaves them as they were.
 */
const whileReading = (documents: readonly DocumentView[] = []) =>
  documents.some(({ state }) => state === 'queued' || state === 'chunked') && READING_MS;

export const useDocuments = (query: Partial<DocumentQuery>) =>
  useQuery({
    queryKey: keys.documentList(query),
    queryFn: ({ signal }) => fetchDocuments(query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => whileReading(state.data?.documents),
  });

/** Documents as they are at this moment, for something that is pressed for. */
export const useFetchDocuments = () =>
  useTelling({ mutationFn: (query: Partial<DocumentQuery>) => fetchDocuments(query) });

export const useDocument = (id: string) =>
  useQuery({
    queryKey: keys.document(id),
    queryFn: ({ signal }) => fetchDocument(id, signal),
    refetchInterval: ({ state }) => whileReading(state.data && [state.data]),
  });

/** A change to the library: afterwards everything counted or listed is fetched anew. */
const touched = [keys.documents, keys.collections, keys.status];
/** What is fetched anew after changes of any kind to many documents. */
export const TOUCHED_BY_DOCUMENTS = [...touched, ['access']];
export const useCreateCollection = () => useChange((name: string) => createCollection(name), touched);
export const useRemoveDocument = () => useChange((id: string) => removeDocument(id), touched);
export const useRestoreDocument = () => useChange((id: string) => restoreDocument(id), touched);
export const useUnlockDocument = () =>
  useChange(({ id, password }: { id: string; password: string }) => unlockDocument(id, password), touched, true);
export const usePutUnderMatter = () => useChange(putUnderMatter, TOUCHED_BY_DOCUMENTS);
export const useRetryDocuments = () => useChange((which: RetryFailed) => retryDocuments(which), touched);
export const useChangeCollection = () =>
  useChange(
    ({ id, change }: { id: string; change: ChangeCollection }) => changeCollection(id, change),
    [...touched, keys.models],
  );
