import type { RemovalView } from '#contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { beginRemoval, cancelRemoval, fetchRemovals, restoreRemoval } from '../api/removals-client.js';
import { keys } from './keys.js';
import { useChange } from './use-change.js';

const BUSY_MS = 700;
const touched = [keys.removals, keys.documents, keys.collections, keys.status];

/** Whether it still takes out or puts back. */
export const isAtWork = ({ endedAt }: RemovalView): boolean => endedAt === null;

/** Removals of collections, newest first; asked for again while one is at work. The library is fetched anew when it ends. */
export function useRemovals() {
  const client = useQueryClient();
  const found = useQuery({
    queryKey: keys.removals,
    queryFn: ({ signal }) => fetchRemovals(signal),
    select: (reply) => reply.removals,
    refetchInterval: ({ state }) => (state.data?.removals.some(isAtWork) ? BUSY_MS : false),
  });
  const working = found.data?.filter(isAtWork).length ?? 0;
  useEffect(() => {
    for (const queryKey of [keys.documents, keys.collections, keys.status])
      void client.invalidateQueries({ queryKey });
  }, [client, working]);
  return found;
}

/** Takes the name or id of the collection; succeeds once it has begun. */
export const useBeginRemoval = () => useChange((collection: string) => beginRemoval(collection), touched);
/** Takes the id of the removal; what it has taken out stays out. */
export const useCancelRemoval = () => useChange((removal: string) => cancelRemoval(removal), touched);
/** Takes the id of the removal; succeeds once it has begun. */
export const useRestoreRemoval = () => useChange((removal: string) => restoreRemoval(removal), touched);
