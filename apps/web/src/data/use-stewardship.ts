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

export const useHolds = (which: 'standing' | 'all') =>
  useQuery({ queryKey: [...HOLDS, which], queryFn: ({ signal }) => client.fetchHolds(which, signal) });
export const usePlaceHold = () => useSensitiveChange(client.placeHold, [HOLDS]);
export const useLiftHold = () => useSensitiveChange(client.liftHold, [HOLDS]);

export const useRetention = () =>
  useQuery({ queryKey: RETENTION, queryFn: ({ signal }) => client.fetchRetention(signal) });
export const useSetRetention = () => useSensitiveChange(client.setRetention, [RETENTION]);
export const useRunRetention = () => useSensitiveChange(client.runRetention, ERASED);

export const useErasures = (offset: number, limit: number) =>
  useQuery({
    queryKey: [...ERASURES, offset, limit],
    queryFn: ({ signal }) => client.fetchErasures(offset, limit, signal),
    placeholderData: keepPreviousData,
  });
/** Looking is an entry of the log, so it happens when somebody asks for it and not again by itself. */
export const usePreviewErasure = () => useTelling({ mutationFn: client.previewErasure });
export const useErase = () => useSensitiveChange(client.requestErasure, ERASED);
export const useDecideErasure = () => useSensitiveChange(client.decideErasure, ERASED);
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

export const useDecisionRules = () =>
  useQuery({ queryKey: RULES, queryFn: ({ signal }) => client.fetchDecisionRules(signal) });
export const useSetDecisionRule = () => useChange(client.setDecisionRule, [RULES]);
