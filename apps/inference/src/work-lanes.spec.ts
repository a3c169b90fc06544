import { WorkLanes } from './work-lanes.js';

describe('WorkLanes', () => {
  const signal = new AbortController().signal;

  it('runs one job a lane, urgent ones first, the others in order', async () => {
    const lanes = new WorkLanes(['only']);
    const order: string[] = [];
    let running = 0;
    const job = (name: string, isUrgent: boolean, wanted = signal): Promise<void> =>
      lanes.run(
        async () => {
          expect(++running).toBe(1);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
          order.push(name);
        },
        { isUrgent, signal: wanted },
      );
    await Promise.all([job('first', false), job('second', false), job('third', false), job('question', true)]);
    expect(order).toEqual(['first', 'question', 'second', 'third']);
  });

  it('goes on after a failure and drops jobs that nobody waits for any more', async () => {
    const lanes = new WorkLanes([1, 2]);
    const reason = new Error('left');
    const failed = lanes.run(() => Promise.reject(reason), { isUrgent: false, signal });
    const dropped = lanes.run(async () => 'done', { isUrgent: false, signal: AbortSignal.abort(reason) });
    await expect(failed).rejects.toBe(reason);
    await expect(dropped).rejects.toBe(reason);
    expect(await lanes.run(async (lane) => lane, { isUrgent: false, signal })).toEqual(expect.any(Number));
    expect(lanes.waiting).toBe(0);
  });
});
