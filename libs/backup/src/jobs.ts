import { defineJob } from '#jobs';
import { z } from 'zod';

/** Make a backup, check it, and let go of old ones. May run twice: that is one backup more. */
export const takeBackup = defineJob({
  name: 'backup.take',
  queue: 'backup',
  payload: z.strictObject({}),
  attempts: 3,
  keyOf: () => 'nightly',
});
