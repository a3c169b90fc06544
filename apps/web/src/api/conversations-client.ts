import { conversationDetail, conversationList, feedbackList, feedbackView, promotedFeedback } from '#contracts';
import type {
  ChangeConversation,
  CreateConversation,
  FeedbackQuery,
  GiveFeedback,
  conversationQuery,
  giveFeedback,
} from '#contracts';
import type { z } from 'zod';
import { call, callFor, queryString } from './http.js';

const id = encodeURIComponent;
const at = (conversationId: string) => `/conversations/${id(conversationId)}`;

export type ConversationFilter = Partial<Pick<z.output<typeof conversationQuery>, 'query' | 'archived' | 'limit'>>;

export const fetchConversations = (filter: ConversationFilter, signal?: AbortSignal) =>
  callFor(conversationList, `/conversations${queryString(filter)}`, { signal });

/** @param turn Any turn of the branch to show; the chosen branch when null. */
export const fetchConversation = (conversationId: string, turn: string | null, signal?: AbortSignal) =>
  callFor(conversationDetail, `${at(conversationId)}${queryString({ turn: turn ?? undefined })}`, { signal });

export const createConversation = (body: Partial<CreateConversation>, signal?: AbortSignal) =>
  callFor(conversationDetail, '/conversations', { method: 'POST', body, signal });
export const changeConversation = (conversationId: string, body: ChangeConversation, signal?: AbortSignal) =>
  callFor(conversationDetail, at(conversationId), { method: 'PATCH', body, signal });
export const removeConversation = (conversationId: string) => call(at(conversationId), { method: 'DELETE' });
export const chooseBranch = (conversationId: string, turn: string) =>
  callFor(conversationDetail, `${at(conversationId)}/branch`, { method: 'PUT', body: { turn } });

/** Routes that answer with events. */
export const questionsPath = (conversationId: string) => `${at(conversationId)}/questions`;
export const regeneratePath = (conversationId: string, turn: string) =>
  `${at(conversationId)}/turns/${id(turn)}/regenerate`;

export const putFeedback = (recordId: string, body: z.input<typeof giveFeedback>) =>
  callFor(feedbackView, `/records/${id(recordId)}/feedback`, {
    method: 'PUT',
    body: body satisfies Partial<GiveFeedback>,
  });
export const withdrawFeedback = (recordId: string) => call(`/records/${id(recordId)}/feedback`, { method: 'DELETE' });
export const fetchFeedback = (query: Partial<FeedbackQuery>, signal?: AbortSignal) =>
  callFor(feedbackList, `/feedback${queryString(query)}`, { signal });
export const promoteFeedback = (feedbackId: string) =>
  callFor(promotedFeedback, `/feedback/${id(feedbackId)}/golden-question`, { method: 'POST' });
