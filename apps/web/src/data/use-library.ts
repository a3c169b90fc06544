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

/** Those in sight, by name, with their documents counted. */
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

/** The page that is shown stays until the next is there; asked for again every second while one on it is being read. */
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

/** With its revisions; asked for again every second while it is being read. */
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
/** Takes its name. */
export const useCreateCollection = () => useChange((name: string) => createCollection(name), touched);
/** Takes an id. The document can be put back by `useRestoreDocument`. */
export const useRemoveDocument = () => useChange((id: string) => removeDocument(id), touched);
/** Takes the id of a removed document. */
export const useRestoreDocument = () => useChange((id: string) => restoreDocument(id), touched);
/** Reads a locked document with its password, which is forgotten with the form that asked for it. */
export const useUnlockDocument = () =>
  useChange(({ id, password }: { id: string; password: string }) => unlockDocument(id, password), touched, true);
/** Who sees the document may change with it: lists of rights are fetched anew, too. */
export const usePutUnderMatter = () => useChange(putUnderMatter, TOUCHED_BY_DOCUMENTS);
/** Reads failed ones once more: one, a collection's, or all in sight. */
export const useRetryDocuments = () => useChange((which: RetryFailed) => retryDocuments(which), touched);
/** A model that answers for a collection is named in the list of models, which is fetched anew, too. */
export const useChangeCollection = () =>
  useChange(
    ({ id, change }: { id: string; change: ChangeCollection }) => changeCollection(id, change),
    [...touched, keys.models],
  );
