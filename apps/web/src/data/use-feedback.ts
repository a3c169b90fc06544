import type { FeedbackQuery } from '#contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fetchFeedback, promoteFeedback } from '../api/conversations-client.js';
import { keys } from './keys.js';
import { useChange } from './use-change.js';

/** What people said of answers, for administrators, librarians and reviewers. The page that is shown stays until the next is there. */
export const useFeedback = (query: Partial<FeedbackQuery>) =>
  useQuery({
    queryKey: keys.feedbackList(query),
    queryFn: ({ signal }) => fetchFeedback(query, signal),
    placeholderData: keepPreviousData,
  });

/** Makes a golden question of it; the lists of both are fetched anew. Asking twice makes one. */
export const usePromoteFeedback = () => useChange((id: string) => promoteFeedback(id), [keys.feedback, keys.golden]);
