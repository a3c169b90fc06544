// A worker in a process of its own that takes one job and never finishes it by itself.
// Arguments: the queue store as JSON, the lock time in milliseconds. Says `started`; finishes when told to.
import { JobRunner, defineJob, handle } from '#jobs';
import { z } from 'zod';

const [store, lockMs] = process.argv.slice(2);
const work = defineJob({
  name: 'test.work',
  queue: 'parse',
  payload: z.object({ id: z.string() }),
  attempts: 3,
  keyOf: ({ id }) => id,
});
const told = new Promise((resolve) => process.once('message', resolve));
const runner = new JobRunner({
  store: JSON.parse(store),
  handlers: [
    handle(work, async ({ id }) => {
      process.send({ type: 'started', id });
      await told;
      process.send({ type: 'finished', id });
    }),
  ],
  concurrency: {},
  lockMs: Number(lockMs),
  onError: (_context, error) => process.send({ type: 'error', message: error.message }),
});
runner.start('parse');
