import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '#database';
import { Catalogue, HttpEmbedder, HttpGenerator, HttpReranker, ModelStore } from '#models';
import type { GenerationEvent, ModelServer } from '#models';
import { writeScriptedDecoder, writeTinyEncoder } from '#testing';
import { startSecondServer } from './second-server.js';
import type { Dialect, SecondServer } from './second-server.js';
import { SHIPPED, startInference, temporaryModels } from './start-inference.js';

/** One server that the clients must get along with; roles that it does not fill are null. */
interface Subject {
  readonly embedder: ModelServer | null;
  readonly reranker: ModelServer | null;
  readonly generator: ModelServer | null;
  readonly stop: () => Promise<void>;
}

const WORDS = ['leave', 'policy', 'fire', 'drill'];
const ask = (content: string) => ({
  messages: [{ role: 'user' as const, content }],
  maxTokens: 100,
  temperature: 0,
  seed: 1,
});

/** What embedding, ranking and writing promise, whoever serves them. */
function describeServer(start: () => Promise<Subject>): void {
  let subject: Subject;
  beforeAll(async () => {
    subject = await start();
  }, 60_000);
  afterAll(() => subject.stop());

  it('embeds', async () => {
    if (!subject.embedder) return;
    const embedder = new HttpEmbedder(subject.embedder, new Catalogue([]));
    const { dimensions } = await embedder.model();
    const embedded = await embedder.embedPassages(['leave policy', 'fire drill', 'leave policy']);
    const [first, second, third] = embedded.map(({ vector }) => vector);
    expect(embedded.every(({ vector }) => vector.length === dimensions)).toBe(true);
    expect(Math.hypot(...first!)).toBeCloseTo(1, 3);
    expect(cosine(first!, third!)).toBeGreaterThan(0.9999);
    expect(cosine(first!, second!)).toBeLessThan(0.9999);
    expect((await embedder.embedQuery('leave policy')).vector).toHaveLength(dimensions);
  });

  it('ranks', async () => {
    if (!subject.reranker) return;
    const { scores } = await new HttpReranker(subject.reranker).rerank('leave policy', ['fire drill', 'leave policy']);
    expect(scores).toHaveLength(2);
    expect(scores.every(Number.isFinite)).toBe(true);
  });

  it('writes piece by piece, and stops when left', async () => {
    if (!subject.generator) return;
    const generator = new HttpGenerator(subject.generator);
    expect((await generator.model())?.name).toEqual(expect.any(String));
    const events: GenerationEvent[] = [];
    for await (const event of generator.stream(ask('How long is leave in this company?'), AbortSignal.timeout(20_000)))
      events.push(event);
    expect(events.filter(({ type }) => type === 'token').length).toBeGreaterThan(1);
    expect(events.at(-1)).toMatchObject({ type: 'done', finishReason: 'stop' });
    expect(events.filter(({ type }) => type === 'done')).toHaveLength(1);
    for await (const event of generator.stream(ask('And notice, how long is that?'), AbortSignal.timeout(20_000)))
      if (event.type === 'token') break;
  });

  it('refuses a wrong key with advice', async () => {
    const server = subject.generator ?? subject.embedder!;
    const stranger = new HttpGenerator({ ...server, apiKey: 'wrong' });
    await expect(stranger.stream(ask('Hello?'), AbortSignal.timeout(5_000)).next()).rejects.toMatchObject({
      code: 'model.key_refused',
      message: expect.stringContaining('key'),
    });
  });
}

describe('our own host', () => {
  describeServer(async () => {
    const models = await temporaryModels();
    const store = new ModelStore({ shippedDir: SHIPPED, dataDir: models.dir });
    writeScriptedDecoder(join(models.dir, 'writer.source'), { reply: 'Leave is thirty days a year [1].' });
    writeTinyEncoder(join(models.dir, 'ranker.source'), { ranks: true, words: WORDS });
    await store.importFile(join(models.dir, 'writer.source'), 'writer');
    await store.importFile(join(models.dir, 'ranker.source'), 'ranker');
    await store.use('generator', 'writer');
    await store.use('reranker', 'ranker');
    const { server, stop } = await startInference(models.dir);
    return {
      embedder: server,
      reranker: server,
      generator: server,
      stop: async () => {
        await stop();
        await models.remove();
      },
    };
  });
});

const VLLM: Dialect = {
  vectors: 'base64',
  ranking: 'results',
  models: 'list',
  most: null,
  reasoning: 'reasoning',
  reportsUsage: true,
  sendsComments: false,
  errors: 'nested',
};
const TEI: Dialect = {
  vectors: 'numbers',
  ranking: 'list',
  models: 'info',
  most: 32,
  reasoning: 'reasoning_content',
  reportsUsage: false,
  sendsComments: true,
  errors: 'flat',
};
const GATEWAY: Dialect = {
  ...{ ...TEI, ranking: 'results', models: 'list', most: null },
  ...{ reasoning: 'reasoning', errors: 'detail' },
};

describe.each([
  ['a server like vLLM', VLLM],
  ['a server like TEI', TEI],
  ['a gateway that says little', GATEWAY],
])('%s', (_, dialect) => {
  let second: SecondServer;
  const address = (): ModelServer => ({
    baseUrl: `${second.url}/v1`,
    apiKey: 'key-of-the-second-server',
    timeoutMs: 5_000,
    retryForMs: 5_000,
  });
  describeServer(async () => {
    second = await startSecondServer(dialect);
    return { embedder: address(), reranker: address(), generator: address(), stop: () => second.stop() };
  });

  it('is asked again after the time that it names', async () => {
    const embedder = new HttpEmbedder(address(), new Catalogue([]));
    await embedder.model();
    second.refuseNext(1);
    const asked = performance.now();
    await embedder.embedQuery('leave policy');
    expect(performance.now() - asked).toBeGreaterThan(950);

    second.refuseNext(1);
    await expect(
      new HttpGenerator(address()).stream(ask('Leave?'), AbortSignal.timeout(5_000)).next(),
    ).rejects.toMatchObject({ code: 'model.busy', retryAfterS: 1 });
  });

  it('is sent no more at once than it takes', async () => {
    const texts = Array.from({ length: 70 }, (_, index) => `leave ${'abcdefghij'.slice(0, index % 10)}`);
    const embedder = new HttpEmbedder(address(), new Catalogue([]));
    for (let time = 0; time < 2; time++) expect(await embedder.embedPassages(texts)).toHaveLength(70);
    const reranker = new HttpReranker(address());
    const { scores } = await reranker.rerank('leave', texts);
    expect(scores).toHaveLength(70);
    // The same text has the same score, whichever request it went with.
    expect(scores.map((score, index) => score - scores[index % 10]!).every((apart) => apart === 0)).toBe(true);
    expect((await reranker.rerank('leave', texts)).scores).toEqual(scores);
  });

  it('ranks by what it says, tells reasoning from the answer, and is hung up on', async () => {
    const { scores } = await new HttpReranker(address()).rerank('leave policy', ['zzz', 'leave policy']);
    const [low, high] = scores;
    expect(high).toBeGreaterThan(low!);
    const said = { token: '', reasoning: '' };
    let counts: object = {};
    const generator = new HttpGenerator(address());
    for await (const event of generator.stream(ask('How long is leave?'), AbortSignal.timeout(5_000))) {
      if (event.type === 'done') counts = event;
      else said[event.type] += event.text;
    }
    expect(said).toEqual({ token: 'How long is leave?', reasoning: 'They ask something.' });
    expect(counts).toMatchObject(
      dialect.reportsUsage ? { promptTokens: 9, completionTokens: 4 } : { promptTokens: 0, completionTokens: 0 },
    );
    const before = second.left;
    for await (const event of generator.stream(ask('word '.repeat(500)), AbortSignal.timeout(5_000)))
      if (event.type === 'token') break;
    for (const until = Date.now() + 3_000; second.left === before && Date.now() < until;)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(second.left).toBe(before + 1);
  });

  it('is understood when a prompt is too long for it', async () => {
    const stream = new HttpGenerator(address()).stream(ask('word '.repeat(2_000)), AbortSignal.timeout(5_000));
    await expect(stream.next()).rejects.toMatchObject({
      code: dialect.errors === 'nested' ? 'model.context_exceeded' : 'model.request_failed',
    });
  });
});

const PEER = join(process.env['CHANCERY_LLAMA_PEER'] ?? '', 'llama-server');
const describePeer = process.env['CHANCERY_LLAMA_PEER'] && existsSync(PEER) ? describe : describe.skip;

// Runs where CHANCERY_LLAMA_PEER names a folder with llama.cpp's own server.
describePeer('llama-server', () => {
  describeServer(async () => {
    const { dir, remove } = await temporaryModels();
    writeScriptedDecoder(join(dir, 'writer.gguf'), { reply: 'Leave is thirty days a year [1].' });
    writeTinyEncoder(join(dir, 'encoder.gguf'), { words: WORDS });
    writeTinyEncoder(join(dir, 'ranker.gguf'), { ranks: true, words: WORDS });
    const children: ChildProcess[] = [];
    const run = async (file: string, ...flags: string[]): Promise<ModelServer> => {
      const port = await freePort();
      const args = ['-m', join(dir, file), '--host', '127.0.0.1', '--port', String(port), '--api-key', 'peer-key'];
      children.push(spawn(PEER, [...args, '-t', '1', '--no-webui', ...flags], { stdio: 'ignore' }));
      const baseUrl = `http://127.0.0.1:${port}`;
      for (const until = Date.now() + 30_000; Date.now() < until;) {
        const isUp = await fetch(`${baseUrl}/health`).then(
          ({ ok }) => ok,
          () => false,
        );
        if (isUp) return { baseUrl, apiKey: 'peer-key', timeoutMs: 10_000 };
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error('llama-server does not start.');
    };
    const generator = await run('writer.gguf', '-c', '4096');
    const embedder = await run('encoder.gguf', '--embeddings');
    const reranker = await run('ranker.gguf', '--reranking');
    const stop = async (): Promise<void> => {
      for (const child of children) child.kill('SIGKILL');
      await remove();
    };
    return { embedder, reranker, generator, stop };
  });
});

const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, index) => sum + x * b[index]!, 0);
