import type { ChangeCollection, DocumentQuery, RetryFailed } from '#contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  changeCollection,
  createCollection,
  fetchCollections,
  fetchDocument,
  fetchDocuments,
  removeDocument,
  restoreDocument,
  retryDocuments,
} from '../api/api-client.js';
import { keys } from './keys.js';
import { useChange } from './use-change.js';

export const useCollections = () =>
  useQuery({
    queryKey: keys.collections,
    queryFn: ({ signal }) => fetchCollections(signal),
    select: (reply) => reply.collections,
  });

export const useDocuments = (query: Partial<DocumentQuery>) =>
  useQuery({
    queryKey: keys.documentList(query),
    queryFn: ({ signal }) => fetchDocuments(query, signal),
    placeholderData: keepPreviousData,
  });

export const useDocument = (id: string) =>
  useQuery({ queryKey: keys.document(id), queryFn: ({ signal }) => fetchDocument(id, signal) });

/** A change to the library: afterwards everything counted or listed is fetched anew. */
const touched = [keys.documents, keys.collections, keys.status];
export const useCreateCollection = () => useChange((name: string) => createCollection(name), touched);
export const useRemoveDocument = () => useChange((id: string) => removeDocument(id), touched);
export const useRestoreDocument = () => useChange((id: string) => restoreDocument(id), touched);
export const useRetryDocuments = () => useChange((which: RetryFailed) => retryDocuments(which), touched);
export const useChangeCollection = () =>
  useChange(
    ({ id, change }: { id: string; change: ChangeCollection }) => changeCollection(id, change),
    [...touched, keys.models],
  );
