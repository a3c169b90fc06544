import type { FeedbackQuery } from '#contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fetchFeedback, promoteFeedback } from '../api/conversations-client.js';
import { keys } from './keys.js';
import { useChange } from './use-change.js';

/** What people said of answers, for librarians and administrators. */
export const useFeedback = (query: Partial<FeedbackQuery>) =>
  useQuery({
    queryKey: keys.feedbackList(query),
    queryFn: ({ signal }) => fetchFeedback(query, signal),
    placeholderData: keepPreviousData,
  });

export const usePromoteFeedback = () => useChange((id: string) => promoteFeedback(id), [keys.feedback, keys.golden]);
