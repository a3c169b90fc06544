import { defineJob } from '#jobs';
import { z } from 'zod';

/** Look for the canary documents by every way of reading. May run twice: each run is an entry of the log. */
export const selfTestAccess = defineJob({
  name: 'self-test.access',
  queue: 'housekeeping',
  payload: z.strictObject({}),
  attempts: 3,
  keyOf: () => 'nightly',
});
