import type { DocumentView } from '#contracts';
import { putUnderMatter, removeDocument, restoreDocument, retryDocuments } from '../../api/api-client.js';
import { isLocked } from '../is-locked.js';

/** What a batch does, for the words that tell of it; `matterBack` and `restore` only take others back. */
export type BatchKind = 'matter' | 'matterBack' | 'retry' | 'remove' | 'restore';

/** What is done to many documents, each by itself. */
export interface Batch {
  readonly kind: BatchKind;
  readonly act: (document: DocumentView) => Promise<unknown>;
  /** What takes it back, told of each document as it was before; null where nothing does. */
  readonly undo: Batch | null;
}

const MATTER_BACK: Batch = {
  kind: 'matterBack',
  act: ({ id, matter }) => putUnderMatter({ documentId: id, matter: matter?.number ?? null }),
  undo: null,
};

/** @param matter Number of the matter; null for none. */
export const putUnder = (matter: string | null): Batch => ({
  kind: 'matter',
  act: ({ id }) => putUnderMatter({ documentId: id, matter }),
  undo: MATTER_BACK,
});

/** Reads each once more; nothing takes that back. */
export const RETRY: Batch = { kind: 'retry', act: ({ id }) => retryDocuments({ documentId: id }), undo: null };

const RESTORE: Batch = { kind: 'restore', act: ({ id }) => restoreDocument(id), undo: null };

/** Takes each out of searches and answers; taken back, each is restored. */
export const REMOVE: Batch = { kind: 'remove', act: ({ id }) => removeDocument(id), undo: RESTORE };

/** Whether reading it once more may help: what is locked wants its password. */
export const isWorthRetrying = (document: DocumentView): boolean => document.state === 'failed' && !isLocked(document);
