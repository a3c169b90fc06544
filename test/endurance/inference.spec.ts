import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { searchResult } from '#contracts';
import { writeTinyEncoder } from '#testing';
import { WatchedService, cpuTicks } from '../e2e/support/inference-watch.js';

const TIMEOUT_MS = 120_000;
const MOST_KILLS = 6;
/** The least that may be set. Without a generator about 180 MB are resident, with room for 64 answers of one more than 300. */
const LIMIT_MB = 256;

describe('an inference host that is killed', () => {
  let service: WatchedService;

  beforeAll(async () => void (service = await WatchedService.start({ INFERENCE_STALL_S: '4' })), TIMEOUT_MS);
  afterAll(() => service.stop(), TIMEOUT_MS);
  afterEach(async () => {
    expect(service.othersLive).toBe(true);
    await service.works();
  }, TIMEOUT_MS);

  it.each(['SIGKILL', 'SIGABRT'] as const)(
    'is there again after %s while it loads a model',
    async (signal) => {
      const first = await service.nextHost();
      process.kill(first, 'SIGKILL');
      const loading = await service.nextHost(first);
      process.kill(loading, signal);
      expect(await service.nextHost(loading)).not.toBe(loading);
    },
    TIMEOUT_MS,
  );

  it(
    'embeds what it was embedding again',
    async () => {
      const paragraphs = Array.from(
        { length: 400 },
        (_, index) => `## Part ${index}\n\nParagraph ${index}: ${'leave is agreed with the manager. '.repeat(12)}\n`,
      );
      const ingesting = service.cli('ingest', service.file('long.md', paragraphs.join('\n')), '--wait');
      ingesting.catch(() => undefined);
      for (let kills = 0; kills < 2; kills++) {
        const pid = await service.nextHost();
        await busy(pid);
        process.kill(pid, 'SIGABRT');
        await service.nextHost(pid);
      }
      await ingesting;
    },
    TIMEOUT_MS,
  );

  it(
    'fails the answer whose prompt it was reading',
    async () => {
      const answer = await service.asking('answering');
      process.kill(await service.nextHost(), 'SIGABRT');
      expect(await answer.rest()).toMatch(/event: error[^]*"code":"(model|answer)\.\w+"/);
    },
    TIMEOUT_MS,
  );

  it(
    'is replaced when it hangs',
    async () => {
      const pid = await service.nextHost();
      process.kill(pid, 'SIGSTOP');
      const answer = service.search();
      expect(await service.nextHost(pid)).not.toBe(pid);
      expect([200, 503]).toContain((await answer).status);
    },
    TIMEOUT_MS,
  );

  it(
    'leaves searches unranked rather than unanswered',
    async () => {
      const ranker = join(service.folder, 'ranker.gguf');
      writeTinyEncoder(ranker, { ranks: true, words: ['claims', 'trip', 'portal'] });
      await service.cli('models', 'import', ranker);
      await service.cli('models', 'use', 'reranker', 'ranker');
      await isRanked(service);
      // Searches come to the ranker at their own pace: the host dies until it has died of one that was ranking.
      for (let kills = 0; kills < MOST_KILLS; kills++) {
        const pid = await service.nextHost();
        const outcomes = Array.from({ length: 30 }, () => outcomeOf(service));
        await wait(100 + 150 * kills);
        process.kill(pid, 'SIGABRT');
        if ((await Promise.all(outcomes)).includes('failed')) return;
        await service.nextHost(pid);
        await isRanked(service);
      }
      throw new Error('No search was being ranked when the host died.');
    },
    TIMEOUT_MS,
  );
});

it(
  'ends in order when it takes more memory than it may, and the next one serves',
  async () => {
    const service = await WatchedService.start({ INFERENCE_MEMORY_MB: String(LIMIT_MB), INFERENCE_PARALLEL: '64' });
    try {
      const pid = await service.nextHost();
      const answer = await service.ask(AbortSignal.timeout(90_000));
      // What it was working on was finished, or broke off with a code.
      if (!answer.ok) expect(await answer.json()).toMatchObject({ code: expect.stringMatching(/^(model|answer)\./) });
      expect(await service.nextHost(pid)).not.toBe(pid);
      expect(service.hostLog).toMatch(/Using \d+ MB, more than/);
      await service.works();
      expect(service.othersLive).toBe(true);
    } finally {
      await service.stop();
    }
  },
  2 * TIMEOUT_MS,
);

/** What became of the ranking of a search; null where it was not ranked. */
async function outcomeOf(service: WatchedService): Promise<string | null> {
  const { status, body } = await service.search();
  if (status !== 200) {
    expect([429, 503]).toContain(status);
    return null;
  }
  return searchResult.parse(body).rerank?.outcome ?? null;
}

/** Wait until searches are ranked. */
async function isRanked(service: WatchedService): Promise<void> {
  for (const until = Date.now() + 60_000; (await outcomeOf(service)) !== 'done'; await wait(300))
    if (Date.now() > until) throw new Error('No search is ranked.');
}

/** Wait until a process computes. */
async function busy(pid: number): Promise<void> {
  for (let [before, until] = [cpuTicks(pid), Date.now() + 30_000]; Date.now() < until;) {
    await wait(200);
    const now = cpuTicks(pid);
    if (now - before >= 5) return;
    before = now;
  }
  throw new Error('The inference host has nothing to do.');
}
