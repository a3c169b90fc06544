import type { DocumentQuery, FeedbackQuery } from '#contracts';
import type { ConversationFilter } from '../api/conversations-client.js';

/** Names under which replies are cached, so that one change can mark every reply that it touches as stale. */
export const keys = {
  session: ['session'] as const,
  status: ['status'] as const,
  collections: ['collections'] as const,
  documents: ['documents'] as const,
  documentList: (query: Partial<DocumentQuery>) => ['documents', 'list', query] as const,
  document: (id: string) => ['documents', 'one', id] as const,
  revisionText: (id: string) => ['revision-text', id] as const,
  records: ['records'] as const,
  recordList: (offset: number, limit: number) => ['records', 'list', offset, limit] as const,
  record: (id: string) => ['records', 'one', id] as const,
  conversations: ['conversations'] as const,
  conversationList: (filter: ConversationFilter) => ['conversations', 'list', filter] as const,
  conversation: (id: string) => ['conversations', 'one', id] as const,
  conversationAt: (id: string, turn: string | null) => ['conversations', 'one', id, turn] as const,
  feedback: ['feedback'] as const,
  feedbackList: (query: Partial<FeedbackQuery>) => ['feedback', 'list', query] as const,
  models: ['models'] as const,
  modelList: ['models', 'list'] as const,
  catalogue: ['models', 'catalogue'] as const,
  modelTasks: ['models', 'tasks'] as const,
  index: ['index'] as const,
  generations: ['index', 'generations'] as const,
  comparison: (from: string, to: string) => ['index', 'comparison', from, to] as const,
  golden: ['golden-questions'] as const,
  goldenList: (offset: number, limit: number) => ['golden-questions', 'list', offset, limit] as const,
};
