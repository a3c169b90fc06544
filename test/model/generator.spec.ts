import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HttpGenerator, HttpReranker, ModelStore } from '#models';
import type { GenerationEvent, GenerationRequest } from '#models';
import { writeScriptedDecoder, writeTinyEncoder } from '#testing';
import type { ScriptedDecoder } from '#testing';
import { SHIPPED, startInference, temporaryModels } from './start-inference.js';
import type { RunningInference } from './start-inference.js';

describe('a generator behind a real inference host', () => {
  let models: Awaited<ReturnType<typeof temporaryModels>>;
  let host: RunningInference;
  let store: ModelStore;
  let generator: HttpGenerator;

  beforeAll(async () => {
    models = await temporaryModels();
    store = new ModelStore({ shippedDir: SHIPPED, dataDir: models.dir });
    host = await startInference(models.dir);
    generator = new HttpGenerator(host.server);
  });
  afterAll(async () => {
    await host.stop();
    await models.remove();
  });

  const install = async (name: string, script: ScriptedDecoder): Promise<void> => {
    const file = join(models.dir, `${name}.source`);
    writeScriptedDecoder(file, { ...script, name });
    await store.importFile(file, name);
    await store.use('generator', name);
    await rm(file);
  };
  const ask = (content: string, more: Partial<GenerationRequest> = {}): GenerationRequest => ({
    messages: [
      { role: 'system', content: 'Answer from the passages.' },
      { role: 'user', content },
    ],
    maxTokens: 200,
    temperature: 0,
    seed: 1,
    ...more,
  });
  const collect = async (request: GenerationRequest): Promise<GenerationEvent[]> => {
    const events: GenerationEvent[] = [];
    for await (const event of generator.stream(request, AbortSignal.timeout(20_000))) events.push(event);
    return events;
  };
  const textOf = (events: GenerationEvent[], type: 'token' | 'reasoning'): string =>
    events.map((event) => (event.type === type ? event.text : '')).join('');

  it('is empty at first, and says so', async () => {
    expect(await generator.model()).toBeNull();
    await expect(collect(ask('What is the answer?'))).rejects.toMatchObject({ code: 'model.role_empty' });
  });

  it('streams the answer in pieces and counts its tokens', async () => {
    await install('plain', {
      reply: 'Leave is thirty days a year [1].',
      rules: [{ keyword: 'notice', reply: 'Notice is three months [2].' }],
    });
    const events = await collect(ask('How long is leave?'));

    expect(textOf(events, 'token')).toBe('Leave is thirty days a year [1].');
    expect(events.filter(({ type }) => type === 'token').length).toBeGreaterThan(1);
    expect(events.at(-1)).toMatchObject({ type: 'done', finishReason: 'stop' });
    expect((events.at(-1) as { promptTokens: number }).promptTokens).toBeGreaterThan(10);
    expect(textOf(await collect(ask('How long is notice?')), 'token')).toBe('Notice is three months [2].');
    expect(await generator.model()).toMatchObject({
      name: 'plain',
      contextTokens: 4_096,
      runtime: expect.stringMatching(/^node-llama-cpp 3/),
    });
  });

  it('gives the same text to the same request again', async () => {
    const request = ask('How long is leave?', { temperature: 0.9, seed: 7 });
    expect(textOf(await collect(request), 'token')).toBe(textOf(await collect(request), 'token'));
  });

  it('gives the same text whatever was asked before, though it keeps the common start of the prompts', async () => {
    await install('babbler', { babbleSeed: 3 });
    const instructions = 'Answer from the passages and cite them. '.repeat(30);
    const about = (content: string): GenerationRequest =>
      ask('', {
        messages: [
          { role: 'system', content: instructions },
          { role: 'user', content },
        ],
        temperature: 1.2,
      });
    const first = await collect(about('How long is leave?'));
    const other = await collect(about('How long is notice, and who gives it? '.repeat(20)));
    const again = await collect(about('How long is leave?'));
    expect(textOf(again, 'token')).toBe(textOf(first, 'token'));
    expect([first.at(-1), again.at(-1)]).toMatchObject([{ ranAlone: true }, { ranAlone: true }]);
    expect(textOf(other, 'token')).not.toBe(textOf(first, 'token'));
    expect(textOf(first, 'token').length).toBeGreaterThan(20);
    await store.use('generator', 'plain');
  });

  it('stops at the token limit and says so', async () => {
    const events = await collect(ask('How long is leave?', { maxTokens: 2 }));
    expect(events.at(-1)).toMatchObject({ type: 'done', finishReason: 'length', completionTokens: 2 });
  });

  it('makes room for an answer also where the file says that it was trained for no context', async () => {
    await install('contextless', { reply: 'Leave is thirty days a year [1].', contextTokens: 0 });
    expect(await generator.model()).toMatchObject({ name: 'contextless', contextTokens: 8_192 });
    expect(textOf(await collect(ask('How long is leave?')), 'token')).toBe('Leave is thirty days a year [1].');
    await store.use('generator', 'plain');
  });

  it('keeps to a JSON schema whatever the model would rather say', async () => {
    const jsonSchema = {
      type: 'object',
      properties: { verdict: { enum: ['supported', 'unsupported'] } },
      required: ['verdict'],
    };
    const { verdict } = JSON.parse(textOf(await collect(ask('Is it supported?', { jsonSchema })), 'token'));
    expect(['supported', 'unsupported']).toContain(verdict);
  });

  it('refuses a prompt that does not fit, before reading it', async () => {
    await expect(collect(ask('leave '.repeat(3_000)))).rejects.toMatchObject({ code: 'model.context_exceeded' });
  });

  it('keeps reasoning apart from the answer', async () => {
    await install('thinker', { reply: '<think>The handbook says thirty.</think>Thirty days [1].' });
    const events = await collect(ask('How long is leave?'));
    expect(textOf(events, 'reasoning')).toContain('The handbook says thirty.');
    expect(textOf(events, 'token').trim()).toBe('Thirty days [1].');
  });

  it('stops an endless answer when the reader goes away, and serves the next', async () => {
    await install('endless', { reply: 'and then some more of it', isEndless: true });
    const stop = new AbortController();
    const reason = new Error('reader left');
    let pieces = 0;
    const reading = async (): Promise<void> => {
      for await (const event of generator.stream(ask('Tell me all.', { maxTokens: 4_000 }), stop.signal)) {
        if (event.type === 'token' && ++pieces === 5) stop.abort(reason);
      }
    };
    await expect(reading()).rejects.toBe(reason);
    for await (const event of generator.stream(ask('Tell me all.', { maxTokens: 4_000 }), AbortSignal.timeout(20_000)))
      if (event.type === 'token') break;
    expect((await collect(ask('Again?', { maxTokens: 5 }))).at(-1)).toMatchObject({ finishReason: 'length' });
  });

  it('turns answers away while four are being written and eight are waiting', async () => {
    const stop = new AbortController();
    const refusals: unknown[] = [];
    const threeRefused = new Promise<void>((resolve) => {
      for (let reader = 0; reader < 15; reader++) {
        const request = ask('Tell me all.', { maxTokens: 4_000 });
        const reading = async (): Promise<void> => {
          for await (const _event of generator.stream(request, stop.signal));
        };
        reading().catch((error: unknown) => {
          refusals.push(error);
          if (refusals.length === 3) resolve();
        });
      }
    });
    await threeRefused;
    expect(refusals).toMatchObject(Array(3).fill({ code: 'model.busy', retryAfterS: 2 }));
    stop.abort();
    expect((await collect(ask('Again?', { maxTokens: 5 }))).at(-1)).toMatchObject({ type: 'done' });
  });

  it('lets go of a generator that nobody has used for a while', async () => {
    const forgetful = await startInference(models.dir, { INFERENCE_IDLE_UNLOAD_S: '1' });
    const loaded = async (): Promise<{ generator: string[]; embedder: string[] }> => {
      const health = await fetch(`${forgetful.server.baseUrl}/health`);
      return ((await health.json()) as { models: { generator: string[]; embedder: string[] } }).models;
    };
    const once = new HttpGenerator(forgetful.server);
    for await (const _event of once.stream(ask('Again?', { maxTokens: 5 }), AbortSignal.timeout(20_000)));
    expect((await loaded()).generator).toHaveLength(1);
    const deadline = Date.now() + 10_000;
    while ((await loaded()).generator.length > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await loaded()).toMatchObject({ generator: [], embedder: ['starter-embedder-2'] });
    await forgetful.stop();
  });

  it('ranks passages with a model that has a ranking head', async () => {
    const reranker = new HttpReranker(host.server);
    expect(await reranker.model()).toBeNull();
    const file = join(models.dir, 'ranker.source');
    writeTinyEncoder(file, { ranks: true, words: ['leave', 'policy', 'fire', 'drill'] });
    const { kind } = await store.importFile(file, 'ranker');
    expect(kind).toBe('reranker');
    const { scores } = await reranker.rerank('leave policy', ['leave policy', 'fire drill', 'leave policy']);
    expect(scores).toHaveLength(3);
    expect(scores[0]).toBe(scores[2]);
    expect(scores[0]).not.toBe(scores[1]);
    expect(scores.every((score) => score > 0 && score < 1)).toBe(true);
  });
});
