import { defineJob } from '#jobs';
import { z } from 'zod';

const revision = z.object({ revisionId: z.uuid() });
const keyOf = ({ revisionId }: z.infer<typeof revision>) => revisionId;

/** Read one revision's file into text and chunks. Safe to run twice: only a queued revision is read. */
export const parseRevision = defineJob({
  name: 'ingestion.parse',
  queue: 'parse',
  payload: revision,
  attempts: 5,
  keyOf,
});

/**
 * Embed and index one revision, together with others that wait. Safe to run twice: rows are upserted by chunk id, and a
 * revision that another batch has taken along is done.
 */
export const indexRevision = defineJob({
  name: 'ingestion.index',
  queue: 'index',
  payload: revision,
  attempts: 8,
  keyOf,
});

/** Tell the index which revisions stopped (or began again) being current. */
export const syncValidity = defineJob({
  name: 'ingestion.sync-validity',
  queue: 'index',
  payload: z.object({ cause: z.uuid() }),
  attempts: 5,
  keyOf: ({ cause }) => cause,
});

/** Forget a scratch collection's index table. */
export const dropScratchIndex = defineJob({
  name: 'ingestion.drop-scratch-index',
  queue: 'index',
  payload: z.object({ collectionId: z.uuid() }),
  attempts: 5,
  keyOf: ({ collectionId }) => collectionId,
});

/** Advisory lock of the one process that may write the index. */
export const WRITER_LEASE = 4_210_003;

/** Build a new index with the embedder in use, and switch to it. One at a time; safe to run twice. */
export const rebuildIndex = defineJob({
  name: 'ingestion.rebuild-index',
  queue: 'index',
  payload: z.object({ requestedBy: z.uuid() }),
  attempts: 10,
  keyOf: () => 'one',
});
