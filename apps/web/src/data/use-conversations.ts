import type { ChangeConversation, GiveFeedback } from '#contracts';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  changeConversation,
  chooseBranch,
  fetchConversation,
  fetchConversations,
  putFeedback,
  removeConversation,
  withdrawFeedback,
} from '../api/conversations-client.js';
import type { ConversationFilter } from '../api/conversations-client.js';
import { keys } from './keys.js';
import { useChange } from './use-change.js';
import { useTelling } from './use-telling.js';

/** The list that is shown stays until the one for another filter is there. */
export const useConversations = (filter: ConversationFilter) =>
  useQuery({
    queryKey: keys.conversationList(filter),
    queryFn: ({ signal }) => fetchConversations(filter, signal),
    placeholderData: keepPreviousData,
  });

/** @param id Null for none. @param turn Any turn of the branch to show; the chosen branch when null. */
export const useConversation = (id: string | null, turn: string | null) =>
  useQuery({
    queryKey: keys.conversationAt(id ?? '', turn),
    queryFn: ({ signal }) => fetchConversation(id!, turn, signal),
    enabled: id !== null,
    placeholderData: (previous) => (previous?.id === id ? previous : undefined),
  });

/** Rename, share, archive, or what it is asked in; lists and what is open of it are fetched anew. */
export const useChangeConversation = () =>
  useChange(({ id, change }: { id: string; change: ChangeConversation }) => changeConversation(id, change), [
    keys.conversations,
  ]);

/** The conversation itself is forgotten at once: asking for it again would only say that it is gone. */
export function useRemoveConversation() {
  const client = useQueryClient();
  return useTelling({
    mutationFn: (id: string) => removeConversation(id),
    onSuccess: (_reply, id) => {
      client.removeQueries({ queryKey: keys.conversation(id) });
      return client.invalidateQueries({ queryKey: keys.conversations });
    },
  });
}

/** Where one's own conversation goes on from. */
export function useChooseBranch(id: string) {
  const client = useQueryClient();
  return useTelling({
    mutationFn: (turn: string) => chooseBranch(id, turn),
    onSuccess: (conversation) => client.setQueryData(keys.conversationAt(id, null), conversation),
  });
}

const touchedByFeedback = [keys.feedback, keys.conversations, keys.records];
/** Opinions are shown beside answers, in records and in lists: all three are fetched anew. */
export const useGiveFeedback = (record: string) =>
  useChange((given: GiveFeedback) => putFeedback(record, given), touchedByFeedback);
/** Takes back the reader's own; fetches anew what `useGiveFeedback` does. */
export const useWithdrawFeedback = (record: string) => useChange(() => withdrawFeedback(record), touchedByFeedback);
