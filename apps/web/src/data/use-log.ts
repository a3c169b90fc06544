import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import * as client from '../api/log-client.js';
import type { LogFilter, VerificationProgress } from '../api/log-client.js';
import { useTelling } from './use-telling.js';

const LOG = ['log'] as const;
const PAGE = 50;
const HISTORY = 20;
/** No log has so many entries; the newest are in front of it. */
const END = Number.MAX_SAFE_INTEGER;

/** The latest signed state, and the keys that it is signed with. */
export const useCheckpoint = () =>
  useQuery({ queryKey: [...LOG, 'checkpoint'], queryFn: ({ signal }) => client.fetchCheckpoint(signal) });
/** Where checkpoints go besides the database, and how that went last. */
export const usePlaces = () =>
  useQuery({ queryKey: [...LOG, 'places'], queryFn: ({ signal }) => client.fetchPlaces(signal) });

/** Newest first; each page goes on in front of the last entry of the one before. */
export const useEntries = (filter: LogFilter) =>
  useInfiniteQuery({
    queryKey: [...LOG, 'entries', filter],
    queryFn: ({ pageParam, signal }) => client.fetchEntries(filter, pageParam, PAGE, signal),
    initialPageParam: END,
    getNextPageParam: ({ entries }) => (entries.length < PAGE ? undefined : entries.at(-1)!.index),
    placeholderData: keepPreviousData,
    // Looking at the log is an entry of it: that happens when somebody asks for it.
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });

/** What was signed, newest first, twenty at a time. */
export const useCheckpoints = () =>
  useInfiniteQuery({
    queryKey: [...LOG, 'checkpoints'],
    queryFn: ({ pageParam, signal }) => client.fetchCheckpoints(pageParam, HISTORY, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ checkpoints }) => (checkpoints.length < HISTORY ? undefined : checkpoints.at(-1)!.size),
  });

/** Fetched when somebody asks for it, and not cached. */
export const useEntryProof = () => useTelling({ mutationFn: client.fetchEntryProof });

/** Checking the whole log, with how far it is; it ends with the page that began it. */
export function useVerifyLog() {
  const [progress, setProgress] = useState<VerificationProgress | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const mutation = useTelling({
    mutationFn: () => {
      running.current = new AbortController();
      return client.verifyLog(running.current.signal, setProgress);
    },
    onSettled: () => setProgress(null),
  });
  return { ...mutation, progress, cancel: () => running.current?.abort() };
}
