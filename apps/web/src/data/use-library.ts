import type { DocumentQuery, RetryFailed } from '#contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createCollection,
  fetchCollections,
  fetchDocument,
  fetchDocuments,
  removeDocument,
  restoreDocument,
  retryDocuments,
} from '../api/api-client.js';
import { keys } from './keys.js';

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
function useLibraryChange<In, Out>(change: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all(
        [keys.documents, keys.collections, keys.status].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}

export const useCreateCollection = () => useLibraryChange((name: string) => createCollection(name));
export const useRemoveDocument = () => useLibraryChange((id: string) => removeDocument(id));
export const useRestoreDocument = () => useLibraryChange((id: string) => restoreDocument(id));
export const useRetryDocuments = () => useLibraryChange((which: RetryFailed) => retryDocuments(which));
