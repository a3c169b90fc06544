import { defineJob } from '#jobs';
import { z } from 'zod';

/** Look for what went live since each saved search was last looked for. Safe to run twice: a revision alerts once. */
export const watchSearches = defineJob({
  name: 'saved-searches.watch',
  queue: 'housekeeping',
  payload: z.object({}),
  attempts: 3,
  keyOf: () => 'one',
});
