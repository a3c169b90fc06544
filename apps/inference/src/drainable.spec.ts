import { setTimeout as wait } from 'node:timers/promises';
import { Drainable } from './drainable.js';
import { memoryVerdict } from './memory-verdict.js';

/** Work that ends when it is told to. */
function task() {
  let end: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (end = resolve));
  return { work: () => done, end };
}

const LONG = { answersMs: 5_000, othersMs: 5_000 };
const now = () => Promise.resolve('done');

describe('a host that is about to end', () => {
  it('finishes the answer that it writes, embeds and ranks meanwhile, and takes no other answer on', async () => {
    const [host, answer] = [new Drainable(), task()];
    const written = host.during('answer', answer.work);
    let hasEnded = false;
    const drained = host.drain(LONG).then(() => (hasEnded = true));
    await wait(120);
    expect(hasEnded).toBe(false);
    await expect(host.during('answer', now)).rejects.toMatchObject({ code: 'model.restarting', retryable: true });
    expect(await host.during('short', now)).toBe('done');
    answer.end();
    await Promise.all([written, drained]);
    await expect(host.during('short', now)).rejects.toMatchObject({ code: 'model.restarting' });
    expect(await host.during('look', now)).toBe('done');
  });

  it('waits for nothing beyond its time', async () => {
    const host = new Drainable();
    void host.during('answer', task().work);
    void host.during('short', task().work);
    const started = performance.now();
    await host.drain({ answersMs: 60, othersMs: 60 });
    expect(performance.now() - started).toBeGreaterThan(50);
    await expect(host.during('answer', task().work)).rejects.toMatchObject({ code: 'model.restarting' });
  });
});

it('lets work fail as it fails, and forgets it', async () => {
  const host = new Drainable();
  const failing = () => Promise.reject(new Error('no'));
  await expect(host.during('answer', failing)).rejects.toThrow('no');
  await host.drain(LONG);
});

it('finishes its answers when it takes too much memory, but not when it takes 2 GiB more than that', () => {
  const [limit, more] = [3 * 1024 ** 3, 2 * 1024 ** 3];
  const verdicts = [limit, limit + 1, limit + more, limit + more + 1].map((used) => memoryVerdict(used, limit));
  expect(verdicts).toEqual(['fine', 'recycle', 'recycle', 'end']);
  expect(memoryVerdict(64 * 1024 ** 3, Infinity)).toBe('fine');
});
