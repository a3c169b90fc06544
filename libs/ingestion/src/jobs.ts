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
  takesTurns: true,
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

/** Tell the index which revisions stopped (or began again) being current: what came back is found again only then. */
export const syncValidity = defineJob({
  name: 'ingestion.sync-validity',
  queue: 'index',
  payload: z.object({ cause: z.uuid() }),
  attempts: 5,
  // Thousands of revisions may be lined up.
  goesFirst: true,
  keyOf: ({ cause }) => cause,
});

/** Take a collection's documents out of the library, or put them back. Safe to run twice: it goes on where it stopped. */
export const carryOutRemoval = defineJob({
  name: 'ingestion.carry-out-removal',
  queue: 'housekeeping',
  payload: z.object({ removal: z.uuid() }),
  attempts: 8,
  keyOf: ({ removal }) => removal,
});

/** Forget a scratch collection's index table. */
export const dropScratchIndex = defineJob({
  name: 'ingestion.drop-scratch-index',
  queue: 'index',
  payload: z.object({ collectionId: z.uuid() }),
  attempts: 5,
  keyOf: ({ collectionId }) => collectionId,
});

/** Let every index forget erased revisions, old versions of it included. Safe to run twice: what is done is noted. */
export const purgeIndex = defineJob({
  name: 'ingestion.purge-index',
  queue: 'index',
  payload: z.object({}),
  attempts: 8,
  keyOf: () => 'one',
});

/** Advisory lock of the one process that may write the index. */
export const WRITER_LEASE = 4_210_003;

const generation = z.object({ generation: z.string() });
const nothing = z.object({});

/**
 * Fill a new generation of the index. Safe to run twice: it goes on where it stopped. It begins at once, and shares the embedder with the
 * documents that wait, rather than when the last of a large upload is indexed.
 */
export const rebuildIndex = defineJob({
  name: 'ingestion.rebuild-index',
  queue: 'index',
  payload: generation,
  attempts: 10,
  goesFirst: true,
  keyOf: ({ generation }) => generation,
});

/** Bring the generations that wait up to the library. */
export const followIndex = defineJob({
  name: 'ingestion.follow-index',
  queue: 'index',
  payload: nothing,
  attempts: 3,
  keyOf: () => 'one',
});

/** Fulfil the wish that another generation serve. */
export const switchIndex = defineJob({
  name: 'ingestion.switch-index',
  queue: 'index',
  payload: nothing,
  attempts: 5,
  // Whoever goes back to the former index does so because searches suffer now.
  goesFirst: true,
  keyOf: () => 'one',
});

/** Drop the tables of generations that are no more. */
export const dropGenerations = defineJob({
  name: 'ingestion.drop-generations',
  queue: 'index',
  payload: nothing,
  attempts: 5,
  keyOf: () => 'one',
});

/** Read metadata out of one current revision with the extractor. Safe to run twice: it is read to the end once. */
export const describeRevision = defineJob({
  name: 'ingestion.describe',
  queue: 'housekeeping',
  payload: revision,
  attempts: 3,
  keyOf,
});

/** Tell the index what was read out of documents. */
export const syncDescriptions = defineJob({
  name: 'ingestion.sync-descriptions',
  queue: 'index',
  payload: nothing,
  attempts: 5,
  keyOf: () => 'one',
});

/** Tell the index which documents are under another matter. */
export const syncMatters = defineJob({
  name: 'ingestion.sync-matters',
  queue: 'index',
  payload: z.object({ cause: z.uuid() }),
  attempts: 5,
  keyOf: ({ cause }) => cause,
});
