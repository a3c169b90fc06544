import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type JobDefinition, type JobHandler, JobQueues, JobRunner, type QueueStore, defineJob, handle } from '#jobs';
import { KnowledgeError } from '#knowledge';
import { z } from 'zod';

const payload = z.object({ id: z.string().regex(/^[a-z0-9-]+$/) });
type Payload = z.infer<typeof payload>;
const work = defineJob({ name: 'test.work', queue: 'parse', payload, attempts: 3, keyOf: ({ id }: Payload) => id });

/** Of a worker that dies or freezes with a job: short, since a test waits for it to run out. */
const LOST_LOCK_MS = 1_500;
/** Of whoever takes over: it looks for lost jobs every 5 s, and finishes its own within this time on a crowded machine, too. */
const TAKER_LOCK_MS = 15_000;
/** Long enough that no crowded machine makes it run out: a job whose lock runs out is handed out again. */
const SAFE_LOCK_MS = 120_000;
/** The lock runs out, one check marks the job, the next one frees it. */
const WITHIN_MS = 90_000;

class Passing extends KnowledgeError {
  readonly code = 'test.passing';
  readonly kind = 'unavailable';
  override readonly retryable = true;
}
class Final extends KnowledgeError {
  readonly code = 'test.final';
  readonly kind = 'invalid';
}

/** What both queue backends keep to. Call inside a `describe`. @param fresh An empty store for each test. */
export function describeQueueBackend(fresh: () => Promise<QueueStore>): void {
  let store: QueueStore;
  let queues: JobQueues;
  let runners: JobRunner[];
  let children: ChildProcess[];
  let ran: string[];
  let complaints: string[];

  beforeEach(async () => {
    store = await fresh();
    [runners, children, ran, complaints] = [[], [], [], []];
    queues = new JobQueues(store, (error) => complaints.push(error.message));
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(runners.map((runner) => runner.stop()));
    await queues.onApplicationShutdown();
  });

  const note = handle(work, async ({ id }) => void ran.push(id));
  function run(
    handler: JobHandler | JobHandler[] = note,
    more: { concurrency?: number; lockMs?: number } = {},
  ): JobRunner {
    const runner = new JobRunner({
      store,
      handlers: [handler].flat(),
      concurrency: { parse: more.concurrency ?? 4 },
      lockMs: more.lockMs ?? SAFE_LOCK_MS,
      onError: (_context, error) => complaints.push(error.message),
    });
    runners.push(runner);
    runner.start('parse');
    return runner;
  }
  const add = (...ids: string[]) =>
    queues.add(
      work,
      ids.map((id) => ({ id })),
    );
  const parse = async () => (await queues.counts()).parse;
  const until = async (what: string, holds: () => boolean | Promise<boolean>, withinMs = WITHIN_MS) => {
    for (const deadline = Date.now() + withinMs; !(await holds()); await delay(20))
      if (Date.now() > deadline) throw new Error(`${what} did not happen within ${withinMs} ms`);
  };
  const idle = () =>
    until('an empty queue', async () => {
      const { waiting, active, delayed, failed } = await parse();
      return waiting + active + delayed + failed === 0;
    });

  /** A worker process that holds a job and does not let go. */
  async function stuckWorker(): Promise<{ child: ChildProcess; said: string[] }> {
    const program = join(import.meta.dirname, 'stuck-worker.mjs');
    const child = fork(program, [JSON.stringify(store), String(LOST_LOCK_MS)], { execArgv: [] });
    children.push(child);
    const said: string[] = [];
    child.on('message', ({ type }: { type: string }) => said.push(type));
    await until('the worker taking the job', () => said.includes('started'));
    return { child, said };
  }

  it('hands every job to its processor once, with what was added', async () => {
    const taken: Payload[] = [];
    run(handle(work, async (given) => void taken.push(given)));
    await add('a', 'b', 'c');
    await idle();
    expect(taken.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    expect(complaints).toEqual([]);
  });

  it('lets jobs that take turns go between those of a larger lot that came before', async () => {
    const fair = defineJob({ ...work, name: 'test.fair', takesTurns: true });
    const payloads = (ids: readonly string[]) => ids.map((id) => ({ id }));
    const addFair = (...ids: string[]) => queues.add(fair, payloads(ids));
    await queues.add(fair, payloads(['unhurried-1', 'unhurried-2']), 'last');
    await addFair('large-1', 'large-2', 'large-3');
    await addFair('small-1', 'small-2');
    await addFair('single');
    expect(await parse()).toMatchObject({ waiting: 8 });
    run(
      handle(fair, async ({ id }) => void ran.push(id)),
      { concurrency: 1 },
    );
    await idle();
    expect(ran).toEqual([
      ...['large-1', 'small-1', 'single', 'large-2', 'small-2', 'large-3'],
      ...['unhurried-1', 'unhurried-2'],
    ]);
  });

  it('lets a job that goes first go before all that wait', async () => {
    const first = defineJob({ ...work, name: 'test.first', goesFirst: true });
    await add('a', 'b');
    await queues.add(first, [{ id: 'first' }]);
    await add('c');
    run(
      [work, first].map((job) => handle(job, async ({ id }) => void ran.push(id))),
      { concurrency: 1 },
    );
    await idle();
    expect(ran).toEqual(['first', 'a', 'b', 'c']);
  });

  it('leaves a job alone that waits under the same key', async () => {
    await add('a', 'a');
    await add('a');
    expect(await parse()).toMatchObject({ waiting: 1 });
    run();
    await idle();
    expect(ran).toEqual(['a']);
  });

  it('leaves a job alone that runs under the same key', async () => {
    const gate = aGate();
    run(handle(work, ({ id }) => (ran.push(id), gate.opened)));
    await add('a');
    await until('the job starting', () => ran.length === 1);
    await add('a');
    gate.open();
    await idle();
    expect(ran).toEqual(['a']);
  });

  it('takes the same key again once the job is done', async () => {
    run();
    await add('a');
    await idle();
    await add('a');
    await until('the second run', () => ran.length === 2);
    await idle();
    expect(ran).toEqual(['a', 'a']);
  });

  it('tries what may pass again, more slowly each time', async () => {
    const at: number[] = [];
    run(
      handle(work, async () => {
        at.push(Date.now());
        if (at.length < 3) throw new Passing('not now');
      }),
    );
    await add('a');
    await until('the third try', () => at.length === 3);
    await idle();
    const [first, second, third] = at as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(950);
    expect(third - second).toBeGreaterThanOrEqual(1_950);
  });

  it('gives up after the last attempt and frees the key', async () => {
    run(handle(work, async ({ id }) => (ran.push(id), Promise.reject(new Passing('never')))));
    await add('a');
    await until('the third try', () => ran.length === 3);
    await idle();
    await delay(300);
    expect(ran).toEqual(['a', 'a', 'a']);
    await add('a');
    await until('a try of the new job', () => ran.length === 4);
  });

  it('says why when it has given up, once, and nothing of what will be tried again', async () => {
    const said: string[] = [];
    const failing = (error: Error) =>
      handle(
        work,
        async ({ id }) => (ran.push(id), Promise.reject(error)),
        async ({ id }, { code, message }) => void said.push(`${id} ${code} ${message} after ${ran.length}`),
      );
    const runner = run(failing(new Passing('never')));
    await add('a');
    await until('the end of the tries', () => said.length > 0);
    expect(said).toEqual(['a test.passing never after 3']);
    await runner.stop();
    run(failing(new Final('broken')));
    await add('b');
    await until('the only try', () => said.length > 1);
    expect(said.slice(1)).toEqual(['b test.final broken after 4']);
  });

  it('tries only once what will not pass', async () => {
    run(handle(work, async ({ id }) => (ran.push(id), Promise.reject(new Final('broken')))));
    await add('a');
    await until('the try', () => ran.length === 1);
    await idle();
    await delay(1_500);
    expect(ran).toEqual(['a']);
    expect(complaints).toEqual(['test.final: broken']);
  });

  it('gives a job to another worker when one is killed in the middle of it, as often as it takes', async () => {
    await add('a');
    for (let deaths = 0; deaths < 3; deaths++) {
      const { child } = await stuckWorker();
      child.kill('SIGKILL');
    }
    run(note, { lockMs: TAKER_LOCK_MS });
    await until('the job being taken over', () => ran.length === 1);
    await idle();
    expect(ran).toEqual(['a']);
  });

  it('survives a worker that froze, lost its job to another and woke up again', async () => {
    await add('a');
    const { child, said } = await stuckWorker();
    child.kill('SIGSTOP');
    run(note, { lockMs: TAKER_LOCK_MS });
    await until('the job being taken over', () => ran.length === 1);
    await idle();
    child.kill('SIGCONT');
    child.send('finish');
    await until('the frozen worker finishing', () => said.includes('finished'));
    await add('b');
    await until('the next job', () => ran.includes('b') || said.filter((word) => word === 'finished').length === 2);
    await idle();
    expect(ran.filter((id) => id === 'a')).toEqual(['a']);
  });

  it('counts what waits, runs and is put off', async () => {
    const gate = aGate();
    const slow = handle(work, ({ id }) => (id === 'fails' ? Promise.reject(new Passing('later')) : gate.opened));
    run(slow, { concurrency: 1 });
    await add('fails');
    await until('a job put off', async () => (await parse()).delayed === 1);
    await add('runs', 'waits', 'waits-too');
    await until('a job running', async () => (await parse()).active === 1);
    expect(await queues.counts()).toEqual({
      parse: { waiting: 2, active: 1, delayed: 1, failed: 0 },
      index: { waiting: 0, active: 0, delayed: 0, failed: 0 },
      housekeeping: { waiting: 0, active: 0, delayed: 0, failed: 0 },
      sync: { waiting: 0, active: 0, delayed: 0, failed: 0 },
      backup: { waiting: 0, active: 0, delayed: 0, failed: 0 },
    });
    gate.open();
  });

  it('refuses two processors for one job, and a queue without any', () => {
    const options = { store, concurrency: {}, onError: () => undefined };
    expect(() => new JobRunner({ ...options, handlers: [note, note] })).toThrow('job test.work has two processors');
    expect(() => new JobRunner({ ...options, handlers: [note] }).start('index')).toThrow(
      'queue index has no processor',
    );
  });

  it('refuses a payload of the wrong shape before anything is added', async () => {
    await expect(queues.add(work, [{ id: 'fine' }, { id: 'Not fine' }])).rejects.toThrow(z.ZodError);
    expect(await parse()).toMatchObject({ waiting: 0 });
  });

  it('ends a job at once whose stored payload has the wrong shape', async () => {
    const loose: JobDefinition<{ id: string }> = { ...work, payload: z.object({ id: z.string() }) };
    await queues.add(loose, [{ id: 'WRONG' }]);
    run();
    await idle();
    expect(ran).toEqual([]);
    // The queue is empty a moment before the worker says why.
    await until('the complaint', () => complaints.length > 0);
    expect(complaints).toHaveLength(1);
  });

  it('waits for the running job when it is asked to stop, tells it, and takes no other', async () => {
    let wasTold = false;
    const runner = run(
      handle(work, async ({ id }, signal) => {
        ran.push(id);
        while (!signal.aborted) await delay(20);
        wasTold = true;
        await delay(300);
        ran.push(`${id} done`);
      }),
      { concurrency: 1 },
    );
    await add('a', 'b');
    await until('the first job', () => ran.length === 1);
    await runner.stop();
    expect(ran).toEqual(['a', 'a done']);
    expect(wasTold).toBe(true);
    expect(await parse()).toEqual({ waiting: 1, active: 0, delayed: 0, failed: 0 });
  });

  it('loses none of 2,000 jobs between two workers and doubles none', async () => {
    const ids = Array.from({ length: 2_000 }, (_, i) => `job-${i}`);
    for (const concurrency of [8, 8]) run(note, { concurrency });
    await add(...ids);
    await until('all jobs', () => ran.length >= ids.length);
    await idle();
    expect(ran).toHaveLength(ids.length);
    expect(new Set(ran)).toEqual(new Set(ids));
    expect(complaints).toEqual([]);
  });
}

function aGate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
