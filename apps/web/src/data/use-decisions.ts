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

/** The page that is shown stays until the next is there. */
export const useDecisions = (query: Partial<DecisionQuery>) =>
  useQuery({
    queryKey: [...ALL, 'list', query],
    queryFn: ({ signal }) => client.fetchDecisions(query, signal),
    placeholderData: keepPreviousData,
  });
/** Fails with `decision.not_found` also for one that the reader may not see. */
export const useDecision = (id: string) =>
  useQuery({ queryKey: [...ALL, 'one', id], queryFn: ({ signal }) => client.fetchDecision(id, signal) });
/** What a decision rests on and is linked to; what may not be seen is absent. */
export const useGraph = (id: string) =>
  useQuery({ queryKey: [...ALL, 'graph', id], queryFn: ({ signal }) => client.fetchGraph(id, signal) });
/** At most five, best first, without the decision itself. */
export const useSimilar = (id: string) =>
  useQuery({ queryKey: [...ALL, 'similar', id], queryFn: ({ signal }) => client.fetchSimilar(id, signal) });
/** Decisions that were made and fit some words, best first. Nothing is asked for empty ones; what is shown stays while typing. */
export const usePrecedents = (q: string) =>
  useQuery({
    queryKey: [...ALL, 'search', q],
    queryFn: ({ signal }) => client.searchDecisions(q, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
/** All events of a matter, oldest first; none for whom a wall bars from it. */
export const useTimeline = (matter: string) =>
  useQuery({ queryKey: [...ALL, 'timeline', matter], queryFn: ({ signal }) => client.fetchTimeline(matter, signal) });
/** Whom a decision may name; kept for five minutes. */
export const useColleagues = () =>
  useQuery({
    queryKey: ['colleagues'],
    queryFn: ({ signal }) => client.fetchColleagues(signal),
    staleTime: 5 * 60_000,
    select: ({ people }) => people,
  });

/** Takes what the draft holds; lists, what is affected and the counts beside the pages' names are fetched anew. */
export const useCreateDecision = () => useChange((body: Partial<CreateDecision>) => client.createDecision(body), TOUCHED);
/** For a draft only. Fetches anew what `useCreateDecision` does, also where somebody else was quicker. */
export const useEditDecision = (id: string) =>
  useChange((body: EditDecision) => client.editDecision(id, body), TOUCHED);
/** Any step after the draft, such as proposing, approving or an outcome. Fetches anew what `useCreateDecision` does. */
export const useMoveDecision = (id: string) =>
  useChange((body: Partial<DecisionTransition>) => client.moveDecision(id, body), TOUCHED);
/** Graphs and timelines of every decision are fetched anew with it. */
export const useLinkDecision = (id: string) => useChange((body: LinkDecision) => client.linkDecision(id, body), [ALL]);
/** Takes the id of the link. */
export const useUnlinkDecision = (id: string) => useChange((link: string) => client.unlinkDecision(id, link), [ALL]);

/** The page that is shown stays until the next is there. */
export const useAffected = (query: Partial<AffectedQuery>) =>
  useQuery({
    queryKey: [...AFFECTED, 'list', query],
    queryFn: ({ signal }) => client.fetchAffected(query, signal),
    placeholderData: keepPreviousData,
  });
/** One answer or decision in doubt, with the words that changed. */
export const useAffectedItem = (id: string) =>
  useQuery({ queryKey: [...AFFECTED, 'one', id], queryFn: ({ signal }) => client.fetchAffectedItem(id, signal) });
/** Reopening is a step of the decision, so that decisions are fetched anew, too. */
export const useSettle = (id: string) => useChange((body: SettleDoubt) => client.settleAffected(id, body), TOUCHED);

/** What waits for the reader. */
export const useNotices = () =>
  useQuery({
    queryKey: NOTICES,
    queryFn: ({ signal }) => client.fetchNotices(signal),
    refetchInterval: NOTICES_EVERY_MS,
    staleTime: NOTICES_EVERY_MS / 2,
  });
