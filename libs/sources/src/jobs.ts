import { defineJob } from '#jobs';
import { z } from 'zod';

/** The schedule's stroke: begin a run of a source where none is under way. */
export const tickSource = defineJob({
  name: 'sources.tick',
  queue: 'housekeeping',
  payload: z.object({ sourceId: z.uuid() }),
  attempts: 3,
  keyOf: ({ sourceId }) => sourceId,
});

/** Bring a source and its documents into step. Safe to run twice: it goes on where the run stands. */
export const syncSource = defineJob({
  name: 'sources.sync',
  queue: 'sync',
  payload: z.object({ runId: z.uuid() }),
  attempts: 3,
  keyOf: ({ runId }) => runId,
});
