import { setTimeout as wait } from 'node:timers/promises';
import type { LogEntries } from '#contracts';
import { expectOk } from './support/api.js';
import { WatchedService, cpuTicks } from './support/inference-watch.js';

/** One answer is written and eight may wait (apps/inference/src/loaded-generator.ts). */
const MORE_THAN_WAIT = 12;

describe('a service and its inference host', () => {
  let service: WatchedService;

  beforeAll(async () => void (service = await WatchedService.start({ INFERENCE_PARALLEL: '1' })), 150_000);
  afterAll(() => service.stop());

  it('fails an answer with a code when the host aborts, starts it again and works on', async () => {
    const answer = await service.asking('event: token');
    const pid = service.host!;
    process.kill(pid, 'SIGABRT');
    const text = await answer.rest();
    expect(text).toMatch(/event: error[^]*"code":"(model|answer)\.\w+"/);
    expect(await service.nextHost(pid)).not.toBe(pid);
    await service.works();
    expect(service.othersLive).toBe(true);
  });

  it('stops the model when the browser tab is closed', async () => {
    const answer = await service.asking('event: token');
    const pid = service.host!;
    await answer.cancel();
    await wait(1_000);
    const before = cpuTicks(pid);
    await wait(1_000);
    // A model that went on writing would take most of a core: 100 ticks.
    expect(cpuTicks(pid) - before).toBeLessThan(30);
  });

  it('answers 429 and when to come back rather than let questions pile up', async () => {
    const leave = new AbortController();
    const { signal } = leave;
    const asked = Array.from({ length: MORE_THAN_WAIT }, () => service.ask(signal));
    const refused = await Promise.any(
      asked.map(async (each) => {
        const response = await each;
        if (response.status !== 429) throw new Error(`It answered ${response.status}.`);
        return response;
      }),
    );
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(await refused.json()).toMatchObject({ code: 'model.busy' });
    const { entries } = expectOk(await service.api.get<LogEntries>('/api/v1/log/entries?kind=question&limit=100'), 200);
    const left = entries.map(({ leaf }) => JSON.parse(leaf) as object);
    expect(left).toContainEqual(
      expect.objectContaining({
        kind: 'question.unanswered',
        subject: expect.objectContaining({ code: 'model.busy' }) as object,
      }),
    );
    leave.abort();
    await Promise.allSettled(asked);
    await service.works();
  });
});
