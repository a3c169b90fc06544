import { join } from 'node:path';
import { HttpEmbedder, HttpGenerator, ModelStore } from '#models';
import type { GenerationEvent, GenerationRequest } from '#models';
import { writeScriptedDecoder } from '#testing';
import type { ScriptedDecoder } from '#testing';
import { SHIPPED, startInference, temporaryModels } from './start-inference.js';
import type { RunningInference } from './start-inference.js';

type Done = Extract<GenerationEvent, { type: 'done' }>;

describe('answers written side by side', () => {
  let models: Awaited<ReturnType<typeof temporaryModels>>;
  let store: ModelStore;
  const hosts: RunningInference[] = [];

  beforeAll(async () => {
    models = await temporaryModels();
    store = new ModelStore({ shippedDir: SHIPPED, dataDir: models.dir });
    await install('babbler', { babbleSeed: 3 });
    await install('endless', { reply: 'and then some more of it', isEndless: true, contextTokens: 32_768 });
  });
  afterAll(async () => {
    for (const host of hosts) await host.stop();
    await models.remove();
  });

  const install = async (name: string, script: ScriptedDecoder): Promise<void> => {
    const file = join(models.dir, `${name}.source`);
    writeScriptedDecoder(file, { ...script, name });
    await store.importFile(file, name);
  };
  const start = async (model: string, environment: Record<string, string> = {}) => {
    const host = await startInference(models.dir, environment);
    hosts.push(host);
    return { host, generator: new HttpGenerator({ ...host.server, model }) };
  };
  const ask = (content: string, more: Partial<GenerationRequest> = {}): GenerationRequest => ({
    messages: [
      { role: 'system', content: 'Answer from the passages and cite them. '.repeat(8) },
      { role: 'user', content },
    ],
    maxTokens: 60,
    temperature: 0,
    seed: 1,
    ...more,
  });
  const collect = async (generator: HttpGenerator, request: GenerationRequest) => {
    let text = '';
    let done: Done | undefined;
    for await (const event of generator.stream(request, AbortSignal.timeout(30_000))) {
      if (event.type === 'done') done = event;
      else text += event.text;
    }
    return { text, done: done! };
  };

  it('says which of them had the model for themselves, and keeps what prompts have in common', async () => {
    const { generator } = await start('babbler');
    const alone = await collect(generator, ask('How long is leave?'));
    expect(alone.done).toMatchObject({ ranAlone: true, cachedTokens: 0 });

    const questions = ['How long is leave?', 'Who gives notice?', 'Where is the fire drill?', 'When is payday?'];
    const together = await Promise.all(questions.map((question) => collect(generator, ask(question))));
    expect(together.map(({ done }) => done.ranAlone)).toEqual([false, false, false, false]);
    expect(together.every(({ text, done }) => text.length > 0 && done.completionTokens > 0)).toBe(true);

    // The first question's sequence was disturbed; whatever is kept of it can't be vouched for.
    const again = await collect(generator, ask('How long is leave?'));
    expect(again.done.cachedTokens).toBeGreaterThanOrEqual(256);
    const fresh = await collect(
      generator,
      ask('How long is leave?', { messages: [{ role: 'user', content: 'Other.' }] }),
    );
    expect(fresh.done).toMatchObject({ ranAlone: true });
  });

  it('stops reading a long prompt when the reader goes away', async () => {
    const { host, generator } = await start('endless', { INFERENCE_PARALLEL: '1' });
    await collect(generator, ask('Warm up.', { maxTokens: 2 }));
    const stop = new AbortController();
    const reading = collectUntil(generator, ask('long '.repeat(1_500)), stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 30));
    stop.abort();
    await expect(reading).rejects.toThrow();
    const asked = performance.now();
    await collect(generator, ask('Next?', { maxTokens: 2 }));
    expect(performance.now() - asked).toBeLessThan(3_000);
    expect((await fetch(`${host.server.baseUrl}/health`)).status).toBe(200);
  });

  it('gives up what waits or runs for too long, with a code', async () => {
    const { generator } = await start('endless', {
      INFERENCE_PARALLEL: '1',
      INFERENCE_WAIT_S: '0.5',
      INFERENCE_LIMIT_S: '3',
    });
    await collect(generator, ask('Warm up.', { maxTokens: 2 }));
    const running = collect(generator, ask('Tell me all.', { maxTokens: 7_000 }));
    const outcome = Promise.allSettled([running]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(collect(generator, ask('And me?'))).rejects.toMatchObject({ code: 'model.overdue', retryable: true });
    const [ended] = await outcome;
    // A fast machine may reach the end of the context first.
    if (ended.status === 'rejected') expect(ended.reason).toMatchObject({ code: 'model.timed_out' });
    else expect(ended.value.done.finishReason).toBe('length');
  });

  it('finishes the answer that it writes before it ends for want of memory, and embeds meanwhile', async () => {
    // Less than the contexts of so many answers take; it looks every two seconds.
    const { host, generator } = await start('endless', { INFERENCE_MEMORY_MB: '256', INFERENCE_PARALLEL: '64' });
    const over = new Promise<number | null>((resolve) => host.child.once('exit', resolve));
    const [restarting, told] = [new HttpGenerator({ ...host.server, retryForMs: 1 }), AbortSignal.timeout(30_000)];
    const answer = collect(generator, ask('Tell me all.', { maxTokens: 3_000 }));
    const embedder = new HttpEmbedder(host.server, host.catalogue);
    let refused: { code?: unknown } | void = undefined;
    for (let asked = false; !asked && !told.aborted;) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 500);
      refused = await collectUntil(restarting, ask('And me?'), stop.signal).catch((error: object) => error);
      asked = refused?.code === 'model.restarting';
    }
    expect(refused).toMatchObject({ code: 'model.restarting', retryable: true });
    expect((await embedder.embedQuery('leave?')).vector).toHaveLength(256);
    expect((await answer).done).toMatchObject({ finishReason: 'length', completionTokens: 3_000 });
    expect(await over).toBe(0);
  }, 60_000);

  it('lets only so many texts wait for their vectors, and says when to come back', async () => {
    const { host } = await start('babbler');
    const post = (count: number, signal: AbortSignal) =>
      fetch(`${host.server.baseUrl}/v1/embeddings`, {
        method: 'POST',
        headers: { authorization: `Bearer ${host.server.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ input: Array(count).fill('Leave is agreed with the line manager. '.repeat(20)) }),
        signal,
      });
    const stop = new AbortController();
    const filling = [post(2_000, stop.signal), post(2_000, stop.signal)];
    filling.forEach((each) => void each.catch(() => undefined));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const refused = await post(2_000, AbortSignal.timeout(20_000));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
    expect(await refused.json()).toMatchObject({ error: { code: 'model.busy' } });
    // A question is one text that somebody waits for: it is let in and goes first.
    const embedder = new HttpEmbedder(host.server, host.catalogue);
    expect((await embedder.embedQuery('leave?')).vector).toHaveLength(256);
    stop.abort();
    // What those who left had asked for is dropped at once.
    expect(await embedder.embedPassages(Array(100).fill('Leave.'))).toHaveLength(100);
  });
});

async function collectUntil(generator: HttpGenerator, request: GenerationRequest, signal: AbortSignal): Promise<void> {
  for await (const _event of generator.stream(request, signal));
}
