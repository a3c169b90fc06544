import type {
  AffectedQuery,
  CreateDecision,
  DecisionQuery,
  DecisionTransition,
  EditDecision,
  LinkDecision,
  SettleDoubt,
} from '#contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import * as client from '../api/decisions-client.js';
import { useChange } from './use-change.js';

const ALL = ['decisions'] as const;
const AFFECTED = ['affected'] as const;
const NOTICES = ['notices'] as const;
const TOUCHED = [ALL, AFFECTED, NOTICES];
const NOTICES_EVERY_MS = 60_000;

export const useDecisions = (query: Partial<DecisionQuery>) =>
  useQuery({
    queryKey: [...ALL, 'list', query],
    queryFn: ({ signal }) => client.fetchDecisions(query, signal),
    placeholderData: keepPreviousData,
  });
export const useDecision = (id: string) =>
  useQuery({ queryKey: [...ALL, 'one', id], queryFn: ({ signal }) => client.fetchDecision(id, signal) });
export const useGraph = (id: string) =>
  useQuery({ queryKey: [...ALL, 'graph', id], queryFn: ({ signal }) => client.fetchGraph(id, signal) });
export const useSimilar = (id: string) =>
  useQuery({ queryKey: [...ALL, 'similar', id], queryFn: ({ signal }) => client.fetchSimilar(id, signal) });
export const usePrecedents = (q: string) =>
  useQuery({
    queryKey: [...ALL, 'search', q],
    queryFn: ({ signal }) => client.searchDecisions(q, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
export const useTimeline = (matter: string) =>
  useQuery({ queryKey: [...ALL, 'timeline', matter], queryFn: ({ signal }) => client.fetchTimeline(matter, signal) });
export const useColleagues = () =>
  useQuery({
    queryKey: ['colleagues'],
    queryFn: ({ signal }) => client.fetchColleagues(signal),
    staleTime: 5 * 60_000,
    select: ({ people }) => people,
  });

export const useCreateDecision = () => useChange((body: Partial<CreateDecision>) => client.createDecision(body), TOUCHED);
export const useEditDecision = (id: string) =>
  useChange((body: EditDecision) => client.editDecision(id, body), TOUCHED);
export const useMoveDecision = (id: string) =>
  useChange((body: Partial<DecisionTransition>) => client.moveDecision(id, body), TOUCHED);
export const useLinkDecision = (id: string) => useChange((body: LinkDecision) => client.linkDecision(id, body), [ALL]);
export const useUnlinkDecision = (id: string) => useChange((link: string) => client.unlinkDecision(id, link), [ALL]);

export const useAffected = (query: Partial<AffectedQuery>) =>
  useQuery({
    queryKey: [...AFFECTED, 'list', query],
    queryFn: ({ signal }) => client.fetchAffected(query, signal),
    placeholderData: keepPreviousData,
  });
export const useAffectedItem = (id: string) =>
  useQuery({ queryKey: [...AFFECTED, 'one', id], queryFn: ({ signal }) => client.fetchAffectedItem(id, signal) });
export const useSettle = (id: string) => useChange((body: SettleDoubt) => client.settleAffected(id, body), TOUCHED);

/** What waits for the reader. */
export const useNotices = () =>
  useQuery({
    queryKey: NOTICES,
    queryFn: ({ signal }) => client.fetchNotices(signal),
    refetchInterval: NOTICES_EVERY_MS,
    staleTime: NOTICES_EVERY_MS / 2,
  });
