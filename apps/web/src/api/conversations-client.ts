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

/** What a list of conversations is narrowed by; empty narrows nothing. */
export type ConversationFilter = Partial<Pick<z.output<typeof conversationQuery>, 'query' | 'archived' | 'limit'>>;

/** One's own and those shared with the organization, newest activity first; where a word matched, with the turn. */
export const fetchConversations = (filter: ConversationFilter, signal?: AbortSignal) =>
  callFor(conversationList, `/conversations${queryString(filter)}`, { signal });

/** @param turn Any turn of the branch to show; the chosen branch when null. */
export const fetchConversation = (conversationId: string, turn: string | null, signal?: AbortSignal) =>
  callFor(conversationDetail, `${at(conversationId)}${queryString({ turn: turn ?? undefined })}`, { signal });

/** Nothing is asked yet. @throws ApiError for a collection out of sight. */
export const createConversation = (body: Partial<CreateConversation>, signal?: AbortSignal) =>
  callFor(conversationDetail, '/conversations', { method: 'POST', body, signal });
/** For its owner; what is left out stays. */
export const changeConversation = (conversationId: string, body: ChangeConversation, signal?: AbortSignal) =>
  callFor(conversationDetail, at(conversationId), { method: 'PATCH', body, signal });
/** For its owner: out of every list; the records of its answers remain. */
export const removeConversation = (conversationId: string) => call(at(conversationId), { method: 'DELETE' });
/** For its owner: go on from the newest turn below this one. @returns The conversation along that branch. */
export const chooseBranch = (conversationId: string, turn: string) =>
  callFor(conversationDetail, `${at(conversationId)}/branch`, { method: 'PUT', body: { turn } });

/** Routes that answer with events. */
export const questionsPath = (conversationId: string) => `${at(conversationId)}/questions`;
/** Answers with events. @param turn The one whose question is put once more; it stays, as a branch. */
export const regeneratePath = (conversationId: string, turn: string) =>
  `${at(conversationId)}/turns/${id(turn)}/regenerate`;

/** One's own opinion of an answer, in the place of an earlier one. */
export const putFeedback = (recordId: string, body: z.input<typeof giveFeedback>) =>
  callFor(feedbackView, `/records/${id(recordId)}/feedback`, {
    method: 'PUT',
    body: body satisfies Partial<GiveFeedback>,
  });
/** One's own; what others said of the answer stays. */
export const withdrawFeedback = (recordId: string) => call(`/records/${id(recordId)}/feedback`, { method: 'DELETE' });
/** What people said of answers in sight, newest first; for administrators, librarians and reviewers. */
export const fetchFeedback = (query: Partial<FeedbackQuery>, signal?: AbortSignal) =>
  callFor(feedbackList, `/feedback${queryString(query)}`, { signal });
/**
 * Make a golden question of it. @returns The earlier one where there is one already.
 * @throws ApiError `feedback.no_candidate` where it does not say what a right answer rests on.
 */
export const promoteFeedback = (feedbackId: string) =>
  callFor(promotedFeedback, `/feedback/${id(feedbackId)}/golden-question`, { method: 'POST' });
