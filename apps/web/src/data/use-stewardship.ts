import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import * as client from '../api/stewardship-client.js';
import { keys } from './keys.js';
import { useChange } from './use-change.js';
import { useSensitiveChange } from './use-sensitive-change.js';
import { useTelling } from './use-telling.js';

const KEEPING = ['keeping'] as const;
const HOLDS = [...KEEPING, 'holds'] as const;
const RETENTION = [...KEEPING, 'retention'] as const;
const ERASURES = [...KEEPING, 'erasures'] as const;
const RULES = ['decision-rules'] as const;
/** What an erasure may have taken away. */
const ERASED = [KEEPING, keys.documents, keys.records, keys.people, keys.conversations];

/** Legal holds; lifted ones only with `all`. */
export const useHolds = (which: 'standing' | 'all') =>
  useQuery({ queryKey: [...HOLDS, which], queryFn: ({ signal }) => client.fetchHolds(which, signal) });
/** Asks for a fresh sign-in where the last was long ago. */
export const usePlaceHold = () => useSensitiveChange(client.placeHold, [HOLDS]);
/** Takes the reason, too. Asks for a fresh sign-in where the last was long ago. */
export const useLiftHold = () => useSensitiveChange(client.liftHold, [HOLDS]);

/** How long things are kept, one rule for each scope. */
export const useRetention = () =>
  useQuery({ queryKey: RETENTION, queryFn: ({ signal }) => client.fetchRetention(signal) });
/** Asks for a fresh sign-in where the last was long ago. What it makes due goes with a later run. */
export const useSetRetention = () => useSensitiveChange(client.setRetention, [RETENTION]);
/** Takes whether it only tells; whatever may have gone is fetched anew, also after a trial. */
export const useRunRetention = () => useSensitiveChange(client.runRetention, ERASED);

/** The page that is shown stays until the next is there. */
export const useErasures = (offset: number, limit: number) =>
  useQuery({
    queryKey: [...ERASURES, offset, limit],
    queryFn: ({ signal }) => client.fetchErasures(offset, limit, signal),
    placeholderData: keepPreviousData,
  });
/** Looking is an entry of the log, so it happens when somebody asks for it and not again by itself. */
export const usePreviewErasure = () => useTelling({ mutationFn: client.previewErasure });
/** Takes the hash of a preview; whatever may have gone is fetched anew. Where another administrator must approve, nothing has yet. */
export const useErase = () => useSensitiveChange(client.requestErasure, ERASED);
/** Approves or refuses one that waits; whatever may have gone is fetched anew. */
export const useDecideErasure = () => useSensitiveChange(client.decideErasure, ERASED);
/** Fetched when somebody asks for it: that it was exported is an entry of the log. */
export const useCertificate = () => useTelling({ mutationFn: client.fetchCertificate });

/** Answering a recorded question once more; it ends with the page that began it. */
export function useReplay(record: string) {
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const mutation = useTelling({
    mutationFn: () => {
      running.current = new AbortController();
      return client.replayRecord(record, running.current.signal);
    },
  });
  return { ...mutation, cancel: () => running.current?.abort() };
}

/** Approvals that decisions need, of the service and by collection. */
export const useDecisionRules = () =>
  useQuery({ queryKey: RULES, queryFn: ({ signal }) => client.fetchDecisionRules(signal) });
/** For proposals from now on. */
export const useSetDecisionRule = () => useChange(client.setDecisionRule, [RULES]);
