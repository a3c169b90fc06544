import OpenAI, { AuthenticationError, BadRequestError, NotFoundError, RateLimitError } from 'openai';
import { type DocumentDetail, type LogEntries, chatCompletion, openAiError, recordDetail } from '#contracts';
import { sha256Hex } from '#knowledge';
import { type TestService, queryOnce, startService } from '#testing';
import { Api, expectOk, until } from './support/api.js';
import { type FakeGenerator, startFakeGenerator } from './support/fake-generator.js';
import { type TestPerson, aPerson, grant } from './support/people.js';

const SENTENCE = 'Claims must be submitted in the portal within 30 days of the end of the trip.';
const HANDBOOK = `# Expenses\n\n${SENTENCE}\n\nThe data protection officer is Ines Kolar. Ines Kolar joined in 2019.\n\n# Endless\n\nThe endless corridor has ninety doors.\n\n# Crowded\n\nThe crowded hall has forty chairs.\n`;
const QUESTION = 'Within how many days must claims be submitted?';

let service: TestService;
let generator: FakeGenerator;
let admin: Api;
let openai: OpenAI;
let handbook: DocumentDetail;
let reader: TestPerson;
let readersOpenai: OpenAI;

const clientOf = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${service.url}/v1`, maxRetries: 0 });

beforeAll(async () => {
  generator = await startFakeGenerator(SENTENCE);
  service = await startService({ env: generator.env });
  admin = new Api(service.url, service.token);
  handbook = await admin.add('Handbook', 'handbook.md', HANDBOOK);
  await admin.add('Payroll', 'salaries.md', '# Salaries\n\nThe glimmerstone bonus is nine thousand pounds.\n');
  reader = await aPerson(service, 'reader');
  await grant(service, reader, handbook.collection.id);
  openai = clientOf(service.token);
  readersOpenai = clientOf(reader.key);
});
afterAll(async () => {
  await service?.stop();
  generator?.close();
});

const recordOf = async (id: string) =>
  recordDetail.parse(expectOk(await admin.get(`/api/v1/records/${id}`), 200)).body as {
    asked: Record<string, unknown>;
    askedBy: { id: string };
    trace: { answer: string; rewrites: unknown[] };
  };

describe('models', () => {
  it('are everything, each collection in sight, and the embedder', async () => {
    const ids = async (client: OpenAI) => (await client.models.list()).data.map(({ id }) => id);
    expect(await ids(readersOpenai)).toEqual([
      ...['chancery', 'chancery-quoted', 'chancery/Handbook', 'chancery-quoted/Handbook', 'chancery-embedder'],
    ]);
    expect(await ids(openai)).toEqual(expect.arrayContaining(['chancery/Handbook', 'chancery/Payroll']));
    expect(await readersOpenai.models.retrieve('chancery/Handbook')).toMatchObject({ object: 'model' });
  });

  it('of a hidden collection read like none', async () => {
    const failures = [];
    for (const model of ['chancery/Payroll', 'chancery/Nowhere', 'gpt-5'])
      failures.push(
        await readersOpenai.models.retrieve(model).catch((error: unknown) => error),
        await readersOpenai.chat.completions
          .create({ model, messages: [{ role: 'user', content: QUESTION }] })
          .catch((error: unknown) => error),
      );
    for (const failure of failures) expect(failure).toBeInstanceOf(NotFoundError);
    expect(new Set(failures.map((failure) => (failure as Error).message)).size).toBe(1);
    expect(failures[0]).toMatchObject({ code: 'openai.model_not_found', type: 'not_found_error' });
  });
});

describe('a completion', () => {
  it('is a recorded answer with its sources as annotations', async () => {
    const { data, response } = await openai.chat.completions
      .create({ model: 'chancery-quoted/Handbook', messages: [{ role: 'user', content: QUESTION }], temperature: 0.7 })
      .withResponse();
    const completion = chatCompletion.parse(data);
    const { message, finish_reason: finish } = completion.choices[0]!;
    expect(message.content).toContain(SENTENCE);
    expect([finish, message.refusal]).toEqual(['stop', null]);
    const { start_index: start, end_index: end, title, url } = message.annotations[0]!.url_citation;
    expect(message.content.slice(start, end)).toBe(SENTENCE);
    expect(title).toBe(handbook.title);
    const { revision, span, quote, page } = message.citations[0]!;
    expect(url).toBe(`${service.url}/source/${revision}?start=${span[0]}&end=${span[1]}&page=${page}`);
    expect(SENTENCE).toContain(quote);
    expect(completion.id).toBe(`chatcmpl-${completion.chancery.record}`);
    expect(response.headers.get('x-chancery-record')).toBe(completion.chancery.record);
    const { asked, trace } = await recordOf(completion.chancery.record);
    expect(asked).toMatchObject({ question: QUESTION, collections: ['Handbook'], matter: null });
    expect(trace.answer).toBe(message.content);
  });

  it('streams the same, with usage when asked', async () => {
    const request = {
      model: 'chancery-quoted',
      messages: [{ role: 'user' as const, content: QUESTION }],
      ...{ collections: ['Handbook'], matter: 'M-7', filter: {} },
    };
    const whole = chatCompletion.parse(await openai.chat.completions.create(request));
    const stream = await openai.chat.completions.create({
      ...request,
      stream: true,
      stream_options: { include_usage: true },
    });
    let content = '';
    const heard: Record<string, unknown> = {};
    const ends: unknown[] = [];
    for await (const chunk of stream) {
      const { delta, finish_reason: finish } = chunk.choices[0] ?? {};
      content += delta?.content ?? '';
      Object.assign(heard, delta, chunk);
      if (finish) ends.push(finish);
    }
    expect(content).toBe(whole.choices[0]!.message.content);
    expect(ends).toEqual(['stop']);
    expect(heard).toMatchObject({
      annotations: whole.choices[0]!.message.annotations,
      citations: [{ n: 1, revision: handbook.current!.id }],
      usage: { total_tokens: 0 },
      chancery: { outcome: 'answered', sentences: [{ support: 'verbatim' }] },
    });
    const { record } = heard['chancery'] as { record: string };
    expect((await recordOf(record)).asked).toMatchObject({ matter: 'M-7', collections: ['Handbook'] });
  });

  it('keeps what a model thinks apart, and shows its words only once they are checked', async () => {
    const runner = openai.chat.completions.stream({
      model: 'chancery',
      messages: [{ role: 'user', content: QUESTION }],
      stream_options: { include_usage: true },
    });
    let thought = '';
    let draft = '';
    for await (const chunk of runner) {
      const delta = chunk.choices[0]?.delta as { reasoning_content?: string; content?: string } | undefined;
      thought += delta?.reasoning_content ?? '';
      draft += delta?.content ?? '';
    }
    expect(thought).toBe('Let me see.');
    expect(draft).toBe(SENTENCE);
    expect((await runner.finalChatCompletion()).usage!.completion_tokens).toBeGreaterThan(0);
  });

  it('that refuses says so in words', async () => {
    const messages = [{ role: 'user' as const, content: 'How much is the glimmerstone bonus?' }];
    const hidden = chatCompletion.parse(
      await readersOpenai.chat.completions.create({ model: 'chancery-quoted', messages }),
    );
    const { message, finish_reason: finish } = hidden.choices[0]!;
    expect(finish).toBe('stop');
    expect(message.content).not.toBe('');
    expect(message.refusal).toBe(message.content);
    expect(JSON.stringify(hidden)).not.toMatch(/nine thousand|salaries/i);
    expect(hidden.chancery).toMatchObject({ outcome: 'refused', refusal: { code: expect.any(String) } });
    expect((await recordOf(hidden.chancery.record)).askedBy.id).toBe(reader.id);
    let streamed = '';
    for await (const chunk of await readersOpenai.chat.completions.create({
      ...{ model: 'chancery-quoted', messages, stream: true },
    }))
      streamed += chunk.choices[0]?.delta.content ?? '';
    expect(streamed).toBe(message.content);
  });

  it('follows up the exchange before it, and keeps on the record what it was told', async () => {
    const completion = chatCompletion.parse(
      await openai.chat.completions.create({
        model: 'chancery-quoted/Handbook',
        messages: [
          { role: 'system', content: 'Answer like a pirate.' },
          { role: 'user', content: 'Who is the data protection officer?' },
          { role: 'assistant', content: 'The data protection officer is Ines Kolar.' },
          { role: 'user', content: [{ type: 'text', text: 'When did she join?' }] },
        ],
      }),
    );
    expect(completion.choices[0]!.message.content).toContain('2019');
    const { asked, trace } = await recordOf(completion.chancery.record);
    expect(asked).toMatchObject({
      question: 'When did she join?',
      told: {
        question: 'Who is the data protection officer?',
        answer: 'The data protection officer is Ines Kolar.',
      },
    });
    expect(trace.rewrites).not.toEqual([]);
  });

  it.each([true, false])(
    'of a model that is too busy is refused with a status, streamed or not (%s)',
    async (stream) => {
      const messages = [{ role: 'user' as const, content: 'How many chairs has the crowded hall?' }];
      const failure: unknown = await openai.chat.completions.create({ model: 'chancery', messages, stream }).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(RateLimitError);
      expect(failure).toMatchObject({ status: 429, code: 'model.busy' });
      expect((failure as RateLimitError).headers.get('retry-after')).toBe('7');
    },
  );

  it('stops when the client goes away, and leaves only that it was asked and called off', async () => {
    const before = generator.brokenOff();
    const calledOff = async () => {
      const log = await admin.get<LogEntries>('/api/v1/log/entries?kind=answer.broken_off&limit=100');
      return expectOk(log, 200).entries.filter(({ leaf }) => leaf.includes('"ended":"cancelled"')).length;
    };
    const records = async () => expectOk(await admin.get<{ total: number }>('/api/v1/records'), 200).total;
    const [entriesBefore, recordsBefore] = [await calledOff(), await records()];
    const controller = new AbortController();
    const stream = await openai.chat.completions.create(
      {
        model: 'chancery',
        messages: [{ role: 'user', content: 'How many doors has the endless corridor?' }],
        stream: true,
        ...{ draft: true },
      },
      { signal: controller.signal },
    );
    let heard = '';
    for await (const chunk of stream) {
      heard += chunk.choices[0]?.delta.content ?? '';
      if (heard.includes('on and')) controller.abort();
    }
    await until('the model is stopped', 20_000, async () => (generator.brokenOff() > before ? true : null));
    await until('the log says so', 20_000, async () => ((await calledOff()) === entriesBefore + 1 ? true : null));
    expect(await records()).toBe(recordsBefore);
  });
});

it.each([
  ['expires', `UPDATE credentials SET expires_at = now() WHERE secret_sha256 = $1`],
  ['is revoked', `DELETE FROM credentials WHERE secret_sha256 = $1`],
])('ends in the middle of a stream when its key %s', async (_what, end) => {
  const person = await aPerson(service, 'reader', `Zoe ${_what}`);
  await grant(service, person, handbook.collection.id);
  const before = generator.brokenOff();
  const messages = [{ role: 'user' as const, content: 'How many doors has the endless corridor?' }];
  const endless = { model: 'chancery', messages, stream: true as const, draft: true };
  let heard = '';
  const reading = (async () => {
    for await (const chunk of await clientOf(person.key).chat.completions.create(endless)) {
      if (!heard && chunk.choices[0]?.delta.content)
        await queryOnce(service.databaseUrl(), end, [sha256Hex(person.key)]);
      heard += chunk.choices[0]?.delta.content ?? '';
    }
  })();
  await expect(reading).rejects.toThrow();
  expect(heard).not.toBe('');
  await until('the model is stopped', 20_000, async () => (generator.brokenOff() > before ? true : null));
  await expect(clientOf(person.key).models.list()).rejects.toBeInstanceOf(AuthenticationError);
});

describe('what is not understood', () => {
  const ask = (more: Record<string, unknown>) =>
    openai.chat.completions
      .create({ model: 'chancery', messages: [{ role: 'user', content: QUESTION }], ...more })
      .then(
        () => null,
        (error: unknown) => error,
      );

  it.each([
    ['n', 'n', { n: 2 }],
    ['tools', 'tools', { tools: [{ type: 'function', function: { name: 'f' } }] }],
    ['tool_choice', 'tool_choice', { tool_choice: 'required' }],
    ['logprobs', 'logprobs', { logprobs: true }],
    ['response_format', 'response_format.type', { response_format: { type: 'json_object' } }],
    ['frobnicate', 'frobnicate', { frobnicate: 1 }],
    ['grammar', 'grammar', { top_k: 40, grammar: 'root ::= "yes"' }],
    ['features', 'features.web_search', { features: { web_search: true } }],
    ['messages', 'messages', { messages: [] }],
    [
      'Only text is read',
      'messages[0].content',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }] },
    ],
    ['last message', 'messages', { messages: [{ role: 'assistant', content: 'Hello' }] }],
    ['last message', 'messages', { messages: [{ role: 'user', content: 'x'.repeat(2_001) }] }],
    ['follow_up', 'follow_up', { follow_up: 'not-an-id' }],
  ])('is refused by name: %s', async (name, param, more) => {
    const failure = await ask(more);
    expect(failure).toBeInstanceOf(BadRequestError);
    expect(failure).toMatchObject({ type: 'invalid_request_error', param, message: expect.stringContaining(name) });
  });

  it.each([
    ['model', { model: 'chancery/Nowhere' }],
    ['collections', { collections: ['Nowhere'] }],
    ['follow_up', { follow_up: '00000000-0000-4000-8000-000000000000' }],
  ])('is missing by name: %s', async (param, more) => {
    expect(await ask(more)).toMatchObject({ status: 404, param });
  });

  it('is told in the shape of the protocol, whoever notices it', async () => {
    const send = (path: string, init: RequestInit) =>
      fetch(`${service.url}${path}`, { ...init, headers: { 'content-type': 'application/json', ...init.headers } });
    const key = { authorization: `Bearer ${service.token}` };
    const replies = [
      await send('/v1/chat/completions', { method: 'POST', headers: key, body: '{"model":' }),
      await send('/v1/nothing', { headers: key }),
      await send('/v1/models', {}),
      await send('/v1/chat/completions', { method: 'POST', headers: key, body: `"${'x'.repeat(4_500_000)}"` }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([400, 404, 401, 413]);
    for (const reply of replies) expect(openAiError.safeParse(await reply.json()).success).toBe(true);
    await expect(clientOf('chk_wrong-but-long-enough-to-be-one').models.list()).rejects.toBeInstanceOf(
      AuthenticationError,
    );
  });
});

describe('what clients send that were made for other servers', () => {
  // By the names that these clients' settings have; the official client passes on what it does not know.
  const SENT = {
    'Open WebUI': {
      ...{ metadata: { chat_id: 'c', variables: { '{{USER_NAME}}': 'Ada' } }, chat_id: 'c', session_id: 's', id: 'm' },
      ...{ features: { web_search: false, image_generation: false }, tool_ids: [], files: [], filter_ids: [] },
      ...{ options: { num_ctx: 8192 }, keep_alive: '5m', think: false, background_tasks: { title_generation: true } },
    },
    Continue: { top_k: 40, min_p: 0.05, mirostat: 0, num_thread: 4, cache_prompt: true, keep_alive: 1800 },
    LibreChat: { user: 'u', conversation_id: 'c', parent_message_id: 'p', include_reasoning: true, top_k: 1 },
    LangChain: {
      chat_template_kwargs: { enable_thinking: false },
      repetition_penalty: 1.05,
      min_tokens: 1,
      priority: 0,
    },
    'LM Studio': { max_tokens: -1, ttl: 300, draft_model: 'small', repeat_penalty: 1.1 },
  };

  it.each(Object.entries(SENT))('is taken and has no effect: %s', async (_client, more) => {
    const messages = [{ role: 'user' as const, content: QUESTION }];
    const [plain, theirs] = [
      await openai.chat.completions.create({ model: 'chancery-quoted', messages }),
      await openai.chat.completions.create({ model: 'chancery-quoted', messages, ...(more as object) }),
    ];
    expect(theirs.choices[0]!.message.content).toBe(plain.choices[0]!.message.content);
  });

  it('is taken for embeddings, and gives the same vector', async () => {
    const [model, input] = ['chancery-embedder', 'leave policy'];
    const theirs = { user: 'u', truncate: 'END', normalize: true, keep_alive: '5m', options: { num_ctx: 512 } };
    const [plain, same] = [
      await openai.embeddings.create({ model, input }),
      await openai.embeddings.create({ model, input, ...(theirs as object) }),
    ];
    expect(same.data).toEqual(plain.data);
    await expect(openai.embeddings.create({ model, input, ...({ truncate: 'NONE' } as object) })).rejects.toMatchObject(
      { status: 400, param: 'truncate' },
    );
  });
});

describe('embeddings', () => {
  const model = 'chancery-embedder';

  it('are those of the embedder in use, in either form and in order', async () => {
    const input = ['leave policy', 'fire drill', 'leave policy'];
    const { data, usage } = await openai.embeddings.create({ model, input });
    const plain = await openai.embeddings.create({ model, input, encoding_format: 'float' });
    expect(data.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(usage.prompt_tokens).toBeGreaterThan(0);
    for (const [i, { embedding }] of data.entries()) {
      expect(Math.hypot(...embedding)).toBeCloseTo(1, 3);
      embedding.forEach((value, at) => expect(value).toBeCloseTo(plain.data[i]!.embedding[at]!, 6));
    }
    expect(data[2]!.embedding).toEqual(data[0]!.embedding);
    expect(data[1]!.embedding).not.toEqual(data[0]!.embedding);
  });

  it.each([
    ['input', { input: [] }],
    ['input', { input: Array.from({ length: 257 }, () => 'x') }],
    ['input', { input: [1, 2, 3] }],
    ['input', { input: 'x'.repeat(100_001) }],
    ['dimensions', { input: 'x', dimensions: 3 }],
  ])('have limits: %s', async (name, more) => {
    await expect(openai.embeddings.create({ model, ...more })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining(name),
    });
  });

  it('come from no other model', async () => {
    await expect(openai.embeddings.create({ model: 'text-embedding-3-small', input: 'x' })).rejects.toBeInstanceOf(
      NotFoundError,
    );
  });
});
