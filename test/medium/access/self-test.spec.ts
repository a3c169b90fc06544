import { JobQueues, queueStoreOf } from '#jobs';
import { KeepNightly, selfTestAccess } from '#self-test';
import { type TestPostgres, startPostgres } from '#testing';

let postgres: TestPostgres;
const open: JobQueues[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await Promise.all(open.map((queues) => queues.onApplicationShutdown()));
  await postgres?.stop();
});

const errors: Error[] = [];
/** The queues as one more process sees them. */
function aProcess(): JobQueues {
  const queues = new JobQueues(queueStoreOf(null, postgres.url), (error) => errors.push(error));
  open.push(queues);
  return queues;
}

it('runs once a night, however many processes ask for it, and not at all when it is off', async () => {
  const processes = [aProcess(), aProcess(), aProcess()];
  for (const queues of processes) await new KeepNightly(queues, { pattern: '15 2 * * *' }).apply();
  await Promise.all(processes.map((queues) => new KeepNightly(queues, { pattern: '15 2 * * *' }).apply()));
  expect((await processes[0]!.counts()).housekeeping).toMatchObject({ waiting: 0, active: 0, delayed: 1 });
  const next = await processes[1]!.nextOf(selfTestAccess, {});
  expect(next?.toISOString()).toMatch(/T02:15:00\.000Z$/);
  expect(next!.getTime() - Date.now()).toBeLessThanOrEqual(24 * 60 * 60_000);
  await new KeepNightly(processes[2]!, { pattern: null }).apply();
  expect(await processes[0]!.nextOf(selfTestAccess, {})).toBeNull();
  expect((await processes[0]!.counts()).housekeeping.delayed).toBe(0);
  expect(errors).toEqual([]);
});
