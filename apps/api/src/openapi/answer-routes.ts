import * as contracts from '#contracts';
import { z } from 'zod';
import type { Route } from './route.js';

const page = z.strictObject({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(200).default(50) });

/** Search, questions, conversations, the records of answers and what people thought of them. */
export const ANSWER_ROUTES: readonly Route[] = [
  {
    method: 'post',
    path: '/api/v1/search',
    summary: 'Search for passages',
    body: contracts.searchRequest,
    reply: contracts.searchResult,
  },
  {
    method: 'post',
    path: '/api/v1/questions',
    summary: 'Ask; with Accept: text/event-stream the answer is streamed',
    body: contracts.askQuestion,
    reply: contracts.answerDocument,
    status: 201,
  },
  {
    method: 'get',
    path: '/api/v1/records',
    summary: 'Records of answers, newest first',
    query: page,
    reply: contracts.recordList,
  },
  { method: 'get', path: '/api/v1/records/{id}', summary: 'One sealed record', reply: contracts.recordDetail },
  {
    method: 'get',
    path: '/api/v1/records/{id}/feedback',
    summary: "What stands beside a record: one's own feedback, and counts for who may read all records",
    reply: contracts.recordFeedback,
  },
  {
    method: 'put',
    path: '/api/v1/records/{id}/feedback',
    summary: 'Say what one thinks of an answer',
    body: contracts.giveFeedback,
    reply: contracts.feedbackView,
  },
  { method: 'delete', path: '/api/v1/records/{id}/feedback', summary: "Withdraw one's feedback", status: 204 },
  {
    method: 'get',
    path: '/api/v1/feedback',
    summary: 'Feedback that stands, newest first',
    query: contracts.feedbackQuery,
    reply: contracts.feedbackList,
  },
  {
    method: 'post',
    path: '/api/v1/feedback/{id}/golden-question',
    summary: 'Make a golden question of feedback',
    reply: contracts.promotedFeedback,
  },
  {
    method: 'get',
    path: '/api/v1/conversations',
    summary: "One's own conversations and shared ones, newest activity first",
    query: contracts.conversationQuery,
    reply: contracts.conversationList,
  },
  {
    method: 'post',
    path: '/api/v1/conversations',
    summary: 'Begin a conversation',
    body: contracts.createConversation,
    reply: contracts.conversationDetail,
    status: 201,
  },
  {
    method: 'get',
    path: '/api/v1/conversations/{id}',
    summary: 'A conversation with the turns of one branch',
    query: contracts.conversationBranch,
    reply: contracts.conversationDetail,
  },
  {
    method: 'patch',
    path: '/api/v1/conversations/{id}',
    summary: 'Rename, share or archive a conversation',
    body: contracts.changeConversation,
    reply: contracts.conversationDetail,
  },
  {
    method: 'delete',
    path: '/api/v1/conversations/{id}',
    summary: 'Take a conversation out of the lists; its records remain',
    status: 204,
  },
  {
    method: 'put',
    path: '/api/v1/conversations/{id}/branch',
    summary: 'Choose the branch that goes on',
    body: contracts.chooseBranch,
    reply: contracts.conversationDetail,
  },
  {
    method: 'post',
    path: '/api/v1/conversations/{id}/questions',
    summary: 'Ask within a conversation; with Accept: text/event-stream the answer is streamed',
    body: contracts.askInConversation,
    reply: contracts.answerDocument,
    status: 201,
  },
  {
    method: 'post',
    path: '/api/v1/conversations/{id}/turns/{turnId}/regenerate',
    summary: 'Answer a question once more; streamed likewise',
    body: contracts.regenerateTurn,
    reply: contracts.answerDocument,
    status: 201,
  },
];
