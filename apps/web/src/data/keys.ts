import type { DocumentQuery } from '#contracts';

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
};
