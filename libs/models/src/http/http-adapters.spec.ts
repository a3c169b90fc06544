import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Catalogue } from '../catalogue.js';
import type { CatalogueEntry } from '../catalogue.js';
import type { GenerationEvent } from '../generator.port.js';
import { vectorToBase64 } from '../unit-vector.js';
import { HttpEmbedder } from './http-embedder.adapter.js';
import { HttpGenerator } from './http-generator.adapter.js';
import { HttpReranker } from './http-reranker.adapter.js';
import type { ModelServer } from './server-address.js';

const prefixed: CatalogueEntry = {
  name: 'nomic-embed',
  roles: ['embedder'],
  license: 'Apache-2.0',
  summary: '',
  queryPrefix: 'search_query: ',
  passagePrefix: 'search_document: ',
  sources: [],
  isStarter: false,
  isStatic: false,
  isRetired: false,
};

/** A model server on the loopback interface that answers as each test says. */
class ScriptedServer {
  readonly seen: { route: string; authorization: string | undefined; body: Record<string, unknown> }[] = [];
  models: object[] = [{ id: 'nomic-embed-q8' }];
  answer: (response: ServerResponse, body: Record<string, unknown>) => void = (response) => response.end();
  private http: Server = this.create();
  private port = 0;

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.http.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.http.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
    this.http = this.create();
  }

  get server(): ModelServer {
    return { baseUrl: `http://127.0.0.1:${this.port}/v1/`, apiKey: 'key', timeoutMs: 2_000, retryForMs: 3_000 };
  }

  private create(): Server {
    return createServer((request, response) => void this.handle(request, response));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const piece of request) text += String(piece);
    const body = JSON.parse(text || '{}') as Record<string, unknown>;
    this.seen.push({ route: request.url!, authorization: request.headers.authorization, body });
    if (request.url === '/v1/models') response.end(JSON.stringify({ data: this.models }));
    else this.answer(response, body);
  }
}

const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

describe('the model client', () => {
  let scripted: ScriptedServer;
  beforeEach(async () => {
    scripted = await new ScriptedServer().start();
  });
  afterEach(() => scripted.stop());

  describe('HttpEmbedder', () => {
    const embedder = (): HttpEmbedder => new HttpEmbedder(scripted.server, new Catalogue([prefixed]));
    const answerVectors = (response: ServerResponse, { input }: Record<string, unknown>): void =>
      json(response, 200, {
        // Backwards, because the protocol orders by index, not by place.
        data: (input as string[]).map((text, index) => ({ index, embedding: [text.length, 0] })).reverse(),
        usage: { prompt_tokens: 10 * (input as string[]).length },
      });

    it('asks in batches, with the prefixes of the model, and puts vectors in order', async () => {
      scripted.answer = answerVectors;
      const texts = Array.from({ length: 100 }, (_, index) => 'x'.repeat(index));
      const embedded = await embedder().embedPassages(texts);
      expect(embedded).toHaveLength(100);
      expect(embedded[99]).toEqual({ vector: new Float32Array([1, 0]), tokens: 10, truncated: false });
      await embedder().embedQuery('leave?');

      const posts = scripted.seen.filter(({ route }) => route === '/v1/embeddings').map(({ body }) => body);
      const inputs = posts.map(({ input }) => input as string[]);
      // One probe for the dimensions that this server does not list, for each of the two embedders.
      expect(inputs.map(({ length }) => length)).toEqual([1, 64, 36, 1, 1]);
      expect(inputs[1]![1]).toBe('search_document: x');
      expect(inputs[4]).toEqual(['search_query: leave?']);
      expect(posts[0]).toMatchObject({ model: 'nomic-embed-q8', encoding_format: 'base64' });
      expect(scripted.seen[0]!.authorization).toBe('Bearer key');
    });

    it('asks for fewer texts at once where a machine is too slow for more', async () => {
      const sizes: number[] = [];
      scripted.answer = (response, body) => {
        const { length } = body['input'] as string[];
        sizes.push(length);
        // Those of more than four texts are never answered.
        if (length <= 4) answerVectors(response, body);
      };
      const server = { ...scripted.server, timeoutMs: 600, retryForMs: 1 };
      const slow = new HttpEmbedder(server, new Catalogue([prefixed]));
      const texts = Array.from({ length: 20 }, (_, index) => 'x'.repeat(index));
      expect((await slow.embedPassages(texts)).map(({ tokens }) => tokens)).toEqual(Array(20).fill(10));
      expect(sizes.slice(0, 5)).toEqual([1, 20, 5, 2, 4]);
      scripted.answer = () => undefined;
      await expect(slow.embedPassages(['one'])).rejects.toMatchObject({ code: 'model.unavailable' });
    });

    it('describes our own host by what it lists, and takes vectors as base64', async () => {
      const listed = {
        role: 'embedder',
        in_use: true,
        sha256: 'ab'.repeat(32),
        dimensions: 2,
        context_tokens: 500,
        is_starter: true,
        compares_words: true,
      };
      scripted.models = [
        { id: 'other', role: 'generator', in_use: true },
        { id: 'mine', ...listed },
      ];
      scripted.answer = (response) =>
        json(response, 200, {
          data: [{ index: 0, embedding: vectorToBase64(new Float32Array([3, 4])), tokens: 7, truncated: true }],
        });
      expect(await embedder().model()).toEqual({
        id: 'mine@abababababab',
        name: 'mine',
        sha256: 'ab'.repeat(32),
        dimensions: 2,
        contextTokens: 500,
        fusionWeight: null,
        isStarter: true,
        comparesWords: true,
      });
      expect(await embedder().embedQuery('q')).toEqual({
        vector: new Float32Array([0.6, 0.8]),
        tokens: 7,
        truncated: true,
      });
    });

    it('has words compared by the model that embeds, in the order of the texts', async () => {
      scripted.models = [{ id: 'nomic-embed-q8', role: 'embedder', in_use: true, dimensions: 2 }];
      scripted.answer = (response) =>
        json(response, 200, {
          results: [
            { index: 1, relevance_score: 0.9 },
            { index: 0, relevance_score: 0.2 },
          ],
        });
      expect(await embedder().compareWords('leave?', ['fire', 'leave'])).toEqual([0.2, 0.9]);
      expect(scripted.seen.at(-1)).toMatchObject({
        route: '/v1/rerank',
        body: { model: 'nomic-embed-q8', query: 'leave?', documents: ['fire', 'leave'] },
      });
      expect(await embedder().compareWords('leave?', [])).toEqual([]);
      await expect(embedder().compareWords('leave?', ['a', 'b', 'c'])).rejects.toMatchObject({
        code: 'model.request_failed',
      });
    });

    it('is asked anew where something is to be built on what it says', async () => {
      const listed = { role: 'embedder', in_use: true, dimensions: 2 };
      scripted.models = [{ id: 'before', ...listed }];
      const one = embedder();
      expect(await one.model()).toMatchObject({ name: 'before' });
      scripted.models = [{ id: 'after', ...listed }];
      expect(await one.model({ isFresh: true })).toMatchObject({ name: 'after' });
      expect(await one.model()).toMatchObject({ name: 'after' });
    });

    it('waits for a server that is being restarted', async () => {
      const pinned = embedder();
      scripted.answer = answerVectors;
      await pinned.model();
      await scripted.stop();
      const waiting = pinned.embedQuery('leave?');
      setTimeout(() => void scripted.start(), 300);
      expect((await waiting).vector).toHaveLength(2);
    });

    it('waits while the server says that it is busy, and gives up in time', async () => {
      let refusals = 2;
      scripted.answer = (response, body) => (refusals-- > 0 ? json(response, 503, {}) : answerVectors(response, body));
      expect((await embedder().embedQuery('leave?')).vector).toHaveLength(2);

      refusals = Infinity;
      const hasty = new HttpEmbedder({ ...scripted.server, retryForMs: 250 }, new Catalogue([]));
      await expect(hasty.embedQuery('leave?')).rejects.toMatchObject({ code: 'model.unavailable', retryable: true });
    });

    it('stops waiting when told to', async () => {
      scripted.answer = (response) => json(response, 503, {});
      scripted.models = [{ id: 'mine', role: 'embedder', in_use: true, dimensions: 2 }];
      const stop = new AbortController();
      const waiting = embedder().embedQuery('leave?', stop.signal);
      const reason = new Error('no longer needed');
      setTimeout(() => stop.abort(reason), 150);
      await expect(waiting).rejects.toBe(reason);
    });

    it.each([
      ['a code of ours', 503, { error: { code: 'model.corrupt', message: 'damaged' } }, 'model.corrupt'],
      ['an empty role', 404, { error: { code: 'model.role_empty', message: 'none' } }, 'model.role_empty'],
      ['a bad key', 401, { error: { code: 'invalid_api_key', message: '' } }, 'model.key_refused'],
      ['a key without the right', 403, 'no', 'model.key_refused'],
      ['an unknown model', 404, 'nothing here', 'model.not_found'],
      ['a model that it has not', 400, { error: { code: 'model_not_found', message: '' } }, 'model.not_found'],
      [
        'a text that is too long',
        400,
        { error: { code: null, message: 'maximum context length is 512 tokens' } },
        'model.context_exceeded',
      ],
      ['too few vectors', 200, { data: [] }, 'model.request_failed'],
      ['a vector of nulls', 200, { data: [{ index: 0, embedding: [null] }] }, 'model.request_failed'],
      ['half a float', 200, { data: [{ index: 0, embedding: 'AAA=' }] }, 'model.request_failed'],
      ['something else', 200, { hello: 1 }, 'model.request_failed'],
    ])('turns %s into a coded error at once', async (_, status, body, code) => {
      scripted.models = [{ id: 'mine', role: 'embedder', in_use: true, dimensions: 2 }];
      scripted.answer = (response) => json(response, status, body);
      await expect(embedder().embedQuery('leave?')).rejects.toMatchObject({ code });
      expect(scripted.seen.filter(({ route }) => route === '/v1/embeddings')).toHaveLength(1);
    });

    it('names the settings to look at, and never the key', async () => {
      const settings = { url: 'EMBEDDER_URL', apiKey: 'EMBEDDER_API_KEY', model: 'EMBEDDER_MODEL' };
      const server = { ...scripted.server, apiKey: 'sesame', model: 'mine', retryForMs: 1, settings };
      const told = (more: Partial<ModelServer> = {}) =>
        new HttpEmbedder({ ...server, ...more }, new Catalogue([])).embedQuery('leave?').then(() => 'nothing', String);
      scripted.answer = (response) => json(response, 401, { error: { code: null, message: 'sesame is no key' } });
      const refusals = [await told(), await told({ apiKey: null })];
      expect(refusals.join()).toMatch(/Check EMBEDDER_API_KEY .* it wants an API key\. Give EMBEDDER_API_KEY/);
      scripted.answer = (response) => json(response, 404, {});
      expect(await told()).toContain('Check EMBEDDER_URL and EMBEDDER_MODEL in the settings.');
      expect(await told({ baseUrl: 'http://127.0.0.1:9' })).toMatch(/does not answer.*look at EMBEDDER_URL/);
      expect(refusals.join()).not.toContain('sesame');
    });

    it('knows when there is no embedder', async () => {
      scripted.models = [{ id: 'chat', role: 'generator', in_use: true }];
      await expect(embedder().model()).rejects.toMatchObject({ code: 'model.role_empty' });
    });
  });

  describe('HttpReranker', () => {
    it('gives scores back in the order of the texts', async () => {
      scripted.answer = (response) =>
        json(response, 200, {
          results: [
            { index: 1, relevance_score: 0.9 },
            { index: 0, relevance_score: 0.2 },
          ],
        });
      const reranker = new HttpReranker({ ...scripted.server, model: 'named' });
      expect(await reranker.rerank('leave?', ['fire', 'leave'])).toEqual({
        model: { name: 'named', sha256: null },
        scores: [0.2, 0.9],
      });
      expect(scripted.seen.at(-1)!.body).toMatchObject({
        model: 'named',
        query: 'leave?',
        documents: ['fire', 'leave'],
      });
      expect((await reranker.rerank('leave?', [])).scores).toEqual([]);
      await expect(reranker.rerank('leave?', ['a', 'b', 'c'])).rejects.toMatchObject({ code: 'model.request_failed' });
    });
  });

  describe('HttpGenerator', () => {
    const request = {
      messages: [{ role: 'user' as const, content: 'Leave?' }],
      maxTokens: 50,
      temperature: 0.3,
      seed: 9,
    };
    const collect = async (signal = AbortSignal.timeout(5_000), more = {}): Promise<GenerationEvent[]> => {
      const events: GenerationEvent[] = [];
      for await (const event of new HttpGenerator(scripted.server).stream({ ...request, ...more }, signal))
        events.push(event);
      return events;
    };
    /** Lets go of the stream after its first event: one that is left open waits for its next until it times out. */
    const firstOf = async (stream: AsyncIterable<GenerationEvent>): Promise<unknown> => {
      const events = stream[Symbol.asyncIterator]();
      const { value } = await events.next();
      await events.return?.();
      return value as unknown;
    };
    const streamed = (...data: unknown[]) => {
      return (response: ServerResponse): void => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (const item of data) response.write(`data: ${typeof item === 'string' ? item : JSON.stringify(item)}\n\n`);
        response.end();
      };
    };
    const delta = (content: object, reason: string | null = null) => ({
      choices: [{ delta: content, finish_reason: reason }],
    });

    it('streams tokens and reasoning and ends with the counts', async () => {
      const usage = { choices: [], usage: { prompt_tokens: 12, completion_tokens: 3 } };
      scripted.answer = streamed(
        delta({ reasoning_content: 'Hm.' }),
        delta({ content: 'Thirty' }),
        delta({ content: ' days' }),
        delta({}, 'stop'),
        usage,
        '[DONE]',
      );
      expect(await collect(undefined, { jsonSchema: { type: 'object' } })).toEqual([
        { type: 'reasoning', text: 'Hm.' },
        { type: 'token', text: 'Thirty' },
        { type: 'token', text: ' days' },
        { type: 'done', finishReason: 'stop', promptTokens: 12, completionTokens: 3 },
      ]);
      expect(scripted.seen.at(-1)!.body).toMatchObject({
        stream: true,
        max_tokens: 50,
        temperature: 0.3,
        seed: 9,
        response_format: { type: 'json_schema', json_schema: { schema: { type: 'object' } } },
      });
    });

    it.each([
      [
        'thoughts in its text',
        ['<th', 'ink>Hm. They ask', ' of leave.</thi', 'nk>\n\nThirty', ' days.'],
        'Thirty days.',
      ],
      ['thoughts of another family', ['[THINK]Hm. They ask of leave.[/THINK]Thirty days.'], 'Thirty days.'],
      ['an answer that speaks of tags', ['Write <think> in front.'], 'Write <think> in front.'],
      ['an answer that is the beginning of a tag', ['<', 't'], '<t'],
    ])('tells the answer from %s', async (_, pieces, answer) => {
      scripted.answer = streamed(...pieces.map((content) => delta({ content })), delta({}, 'stop'), '[DONE]');
      const said = { token: '', reasoning: '' };
      for (const event of await collect()) if (event.type !== 'done') said[event.type] += event.text;
      expect(said).toEqual({ token: answer, reasoning: answer === 'Thirty days.' ? 'Hm. They ask of leave.' : '' });
    });

    it.each([
      ['ends early', streamed(delta({ content: 'Thir' })), 'model.request_failed'],
      [
        'reports an error',
        streamed(delta({ content: 'T' }), { error: { code: 'model.context_exceeded', message: 'long' } }),
        'model.context_exceeded',
      ],
      ['is not JSON', streamed('{"choices"'), 'model.request_failed'],
      [
        'breaks off',
        (response: ServerResponse) => response.write('data: ', () => response.destroy()),
        'model.unavailable',
      ],
      ['never begins', (response: ServerResponse) => response.destroy(), 'model.unavailable'],
      ['is refused for now', (response: ServerResponse) => json(response, 503, {}), 'model.unavailable'],
    ])('fails with a code when the stream %s', async (_, answer, code) => {
      scripted.answer = (response) => void answer(response);
      await expect(collect()).rejects.toMatchObject({ code });
    });

    it('asks the process that follows when a host is about to be started anew, and gives up in time', async () => {
      const restarting = { error: { code: 'model.restarting', message: 'Soon.' } };
      let refusals = 2;
      const refuse = (response: ServerResponse) => {
        response.setHeader('retry-after', '0');
        json(response, 503, restarting);
      };
      const answer = streamed(delta({ content: 'Thirty days.' }), delta({}, 'stop'), '[DONE]');
      scripted.answer = (response) => void (refusals-- > 0 ? refuse(response) : answer(response));
      const patient = new HttpGenerator({ ...scripted.server, timeoutMs: 10_000, retryForMs: 10_000 });
      expect(await firstOf(patient.stream(request, AbortSignal.timeout(10_000)))).toEqual({
        type: 'token',
        text: 'Thirty days.',
      });
      scripted.answer = refuse;
      const hasty = new HttpGenerator({ ...scripted.server, retryForMs: 150 });
      const asked = firstOf(hasty.stream(request, AbortSignal.timeout(5_000)));
      await expect(asked).rejects.toMatchObject({ code: 'model.restarting', retryable: true });
    });

    it('fails when the server falls silent', async () => {
      scripted.answer = (response) =>
        void response.writeHead(200).write(`data: ${JSON.stringify(delta({ content: 'T' }))}\n\n`);
      const generator = new HttpGenerator({ ...scripted.server, timeoutMs: 200 });
      const reading = async (): Promise<void> => {
        for await (const _event of generator.stream(request, AbortSignal.timeout(5_000)));
      };
      await expect(reading()).rejects.toMatchObject({ code: 'model.unavailable' });
    });

    it.each(['abort', 'break'] as const)('hangs up on %s', async (how) => {
      const hungUp = new Promise<void>((resolve) => {
        scripted.answer = (response) => {
          response.once('close', resolve);
          response.writeHead(200).write(`data: ${JSON.stringify(delta({ content: 'T' }))}\n\n`);
        };
      });
      const stop = new AbortController();
      const reason = new Error('left');
      const reading = async (): Promise<void> => {
        for await (const _event of new HttpGenerator(scripted.server).stream(request, stop.signal)) {
          if (how === 'break') return;
          stop.abort(reason);
        }
      };
      if (how === 'break') await reading();
      else await expect(reading()).rejects.toBe(reason);
      await hungUp;
    });

    it('says of our own host that the models do not answer, without its address, and of a server of the settings which', async () => {
      const { server } = scripted;
      await scripted.stop();
      const failure = (more: object) =>
        new HttpGenerator({ ...server, ...more }).model().catch((error: unknown) => error as Error);
      expect(await failure({})).toMatchObject({
        message: expect.not.stringMatching(/127|localhost/) as string,
        particulars: { what: 'own' },
      });
      expect(await failure({ settings: { url: 'GENERATOR_URL', apiKey: 'GENERATOR_API_KEY' } })).toMatchObject({
        message: expect.stringMatching(/127\.0\.0\.1:\d+ does not answer.*GENERATOR_URL/) as string,
        particulars: { what: 'server', setting: 'GENERATOR_URL' },
      });
    });

    it('goes on with the model that it is held to when another one is put to use, and says so when that one is gone', async () => {
      const a = { id: 'a', role: 'generator', in_use: true, sha256: 'aa' };
      const b = { id: 'b', role: 'generator', in_use: false, sha256: 'bb' };
      scripted.models = [a, b];
      const held = (await new HttpGenerator(scripted.server).held())!;
      expect(held.model).toMatchObject({ name: 'a', sha256: 'aa' });

      scripted.models = [
        { ...a, in_use: false },
        { ...b, in_use: true },
      ];
      scripted.answer = streamed(delta({ content: 'Thirty days.' }), delta({}, 'stop'), '[DONE]');
      const first = () => firstOf(held.generator.stream(request, AbortSignal.timeout(5_000)));
      await first();
      expect(scripted.seen.at(-1)!.body).toMatchObject({ model: 'a' });
      scripted.models = [{ ...b, in_use: true }];
      await expect(first()).rejects.toMatchObject({ code: 'model.not_found' });
    });

    it('names the model of a foreign server as far as it tells', async () => {
      scripted.models = [{ id: 'llama', max_model_len: 8_192 }];
      expect(await new HttpGenerator(scripted.server).model()).toEqual({
        name: 'llama',
        sha256: null,
        contextTokens: 8_192,
        runtime: 'openai-compatible',
      });
      scripted.models = [{ id: 'mine', role: 'embedder', in_use: true }];
      expect(await new HttpGenerator(scripted.server).model()).toBeNull();
    });
  });
});
