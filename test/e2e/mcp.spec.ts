import { request as httpRequest } from 'node:http';
import { programEntry } from '#config';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { DocumentDetail, RevisionText } from '#contracts';
import { type TestService, startService } from '#testing';
import { Api, until } from './support/api.js';
import { type FakeGenerator, startFakeGenerator } from './support/fake-generator.js';
import { type TestPerson, aPerson, grant } from './support/people.js';
import { chancery } from './support/up.js';

const SENTENCE = 'Claims must be submitted in the portal within 30 days of the end of the trip.';
const HANDBOOK = `# Expenses\n\n${SENTENCE}\n\n# Endless\n\nThe endless corridor has ninety doors.\n`;
const QUESTION = 'Within how many days must claims be submitted?';
const ENDLESS = 'How many doors has the endless corridor?';

let service: TestService;
let generator: FakeGenerator;
let admin: Api;
let handbook: DocumentDetail;
let salaries: DocumentDetail;
let reader: TestPerson;
/** One connection for each person and way of connecting. */
const clients = new Map<string, Promise<Client>>();

beforeAll(async () => {
  generator = await startFakeGenerator(SENTENCE);
  service = await startService({ env: generator.env });
  admin = new Api(service.url, service.token);
  handbook = await admin.add('Handbook', 'handbook.md', HANDBOOK);
  salaries = await admin.add(
    'Payroll',
    'salaries.md',
    '# Salaries\n\nThe glimmerstone bonus is nine thousand pounds.\n',
  );
  reader = await aPerson(service, 'reader');
  await grant(service, reader, handbook.collection.id);
});
afterAll(async () => {
  for (const client of clients.values()) await (await client).close();
  await service?.stop();
  generator?.close();
});

type Era = 'legacy' | 'auto';

async function overHttp(key: string, era: Era = 'legacy'): Promise<Client> {
  const client = new Client({ name: 'spec', version: '1' }, { versionNegotiation: { mode: era } });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${service.url}/mcp`), { requestInit }));
  return client;
}

async function overStdio(key: string): Promise<Client> {
  const client = new Client({ name: 'spec', version: '1' });
  const { PATH = '', HOME = '/' } = process.env;
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [programEntry('cli'), 'mcp'],
      env: { PATH, HOME, CHANCERY_URL: service.url, CHANCERY_TOKEN: key },
    }),
  );
  return client;
}

/**
 * What a client is told of the progress of its calls, from now on, as it arrives: where that comes in one piece with the reply,
 * the client has forgotten whom to tell.
 */
function progressOn({ transport }: Client): string[] {
  const told: string[] = [];
  const passOn = transport!.onmessage!;
  transport!.onmessage = (message, extra) => {
    const { method, params } = message as { method?: string; params?: { message?: string } };
    if (method === 'notifications/progress') told.push(params?.message ?? '');
    passOn(message, extra);
  };
  return told;
}

interface Result {
  readonly isError: boolean;
  readonly text: string;
  readonly data: Record<string, unknown> & { passages?: { document: string }[]; citations?: Cited[]; record?: string };
}
interface Cited {
  readonly revision: string;
  readonly span: [number, number];
  readonly quote: string;
}

async function call(client: Client, name: string, args: Record<string, unknown> = {}): Promise<Result> {
  const { isError = false, content, structuredContent = {} } = await client.callTool({ name, arguments: args });
  const [first] = content;
  return { isError, text: first?.type === 'text' ? first.text : '', data: structuredContent as Result['data'] };
}

describe.each([
  ['streamable HTTP', (key: string) => overHttp(key)],
  ['streamable HTTP of 2026-07-28', (key: string) => overHttp(key, 'auto')],
  ['stdio', overStdio],
])('the tools over %s', (name, open) => {
  const connect = (key: string): Promise<Client> => {
    const known = clients.get(name + key) ?? open(key);
    clients.set(name + key, known);
    return known;
  };

  it('lead from a question to a citation to a decision', async () => {
    const client = await connect(reader.key);
    // The tools never change, so nobody waits to be told.
    expect(client.getServerCapabilities()?.tools?.listChanged ?? false).toBe(false);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      ...['ask', 'list_collections', 'open_citation', 'record_decision', 'search', 'search_decisions'],
    ]);
    for (const { inputSchema, outputSchema, description } of tools) {
      expect([inputSchema.type, outputSchema?.type]).toEqual(['object', 'object']);
      expect(description).toBeTruthy();
    }

    const found = await call(client, 'search', { query: 'claims portal', limit: 3 });
    expect(found.data.passages![0]!.document).toBe(handbook.id);
    expect(found.text).toContain(SENTENCE);

    const answer = await call(client, 'ask', { question: QUESTION, quotedOnly: true, matter: 'M-1' });
    expect(answer.data).toMatchObject({ outcome: 'answered', mode: 'quoted', refusal: null });
    const { revision, span, quote } = answer.data.citations![0]!;
    const opened = await call(client, 'open_citation', { revision, span, context: 20 });
    expect(opened.data).toMatchObject({ quote, page: 1, document: handbook.id, isSuperseded: false });
    const { body } = await admin.get<RevisionText>(`/api/v1/revisions/${revision}/text`);
    const { before, after } = opened.data as { before: string; after: string };
    expect(body.text.slice(Math.max(0, span[0] - 20), span[1] + 20)).toBe(before + quote + after);

    const record = answer.data.record!;
    const decision = await call(client, 'record_decision', {
      ...{ question: 'Do we pay late claims?', records: [record], choice: 'No', reason: 'Thirty days have passed.' },
      dispositions: [{ record, verdict: 'approved', openedCitations: 1 }],
    });
    expect(decision.data).toMatchObject({ state: 'draft', version: 1, responsible: 'reader', records: [record] });
    const kept = await new Api(service.url, reader.key).get(`/api/v1/decisions/${String(decision.data['decision'])}`);
    expect(kept).toMatchObject({ status: 200, body: { choice: 'No', owner: { id: reader.id } } });
  });

  it('show each person what that person may see, and nobody else', async () => {
    const [readers, admins] = [await connect(reader.key), await connect(service.token)];
    const names = async (client: Client) =>
      ((await call(client, 'list_collections')).data['collections'] as { name: string }[]).map(({ name }) => name);
    expect(await names(readers)).toEqual(['Handbook']);
    expect(await names(admins)).toEqual(['Handbook', 'Payroll']);

    const query = { query: 'glimmerstone bonus', limit: 50 };
    expect((await call(admins, 'search', query)).data.passages![0]!.document).toBe(salaries.id);
    expect(JSON.stringify((await call(readers, 'search', query)).data)).not.toContain('glimmerstone');

    const revision = salaries.current!.id;
    expect((await call(admins, 'open_citation', { revision, span: [0, 5] })).isError).toBe(false);
    const hidden = await call(readers, 'open_citation', { revision, span: [0, 5] });
    const missing = await call(readers, 'open_citation', { revision: reader.id, span: [0, 5] });
    expect(hidden).toEqual(missing);
    expect(hidden).toMatchObject({ isError: true, text: expect.stringMatching(/^revision\.not_found: /) });

    const question = { question: 'How much is the glimmerstone bonus?', quotedOnly: true };
    const refused = await call(readers, 'ask', question);
    expect(refused.data).toMatchObject({ outcome: 'refused', citations: [] });
    const others = (await call(admins, 'ask', question)).data.record!;
    expect(await call(readers, 'record_decision', { question: 'Q', records: [others] })).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^record\.not_found: /),
    });
  });

  it('fail with a code and a sentence, and refuse arguments that do not fit', async () => {
    const client = await connect(reader.key);
    const { id: revision } = handbook.current!;
    expect(await call(client, 'open_citation', { revision, span: [0, 99_999] })).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^citation\.outside_text: .*characters/),
    });
    for (const [tool, args] of [
      ['search', { query: '' }],
      ['search', { query: 'x', limit: 51 }],
      ['search', { query: 'x', frobnicate: 1 }],
      ['ask', { question: 'x'.repeat(2_001) }],
      ['open_citation', { revision: 'x', span: [0, 1] }],
      ['nothing', {}],
    ] as const) {
      const refused = await call(client, tool, args).catch((error: unknown) => error as Error);
      expect(refused instanceof Error || refused.isError).toBe(true);
    }
  });

  it('tell of their progress, and stop when they are cancelled', async () => {
    const client = await connect(reader.key);
    const heard = progressOn(client);
    await client.callTool({ name: 'ask', arguments: { question: QUESTION } }, { onprogress: () => undefined });
    expect(heard).toEqual(expect.arrayContaining(['Answering', 'Writing the record']));

    const before = generator.brokenOff();
    const stop = new AbortController();
    const asking = client.callTool(
      { name: 'ask', arguments: { question: ENDLESS } },
      {
        signal: stop.signal,
        onprogress: ({ message }) => message === 'Answering' && setTimeout(() => stop.abort(), 500),
      },
    );
    await expect(asking).rejects.toThrow();
    await until('the model is stopped', 20_000, async () => (generator.brokenOff() > before ? true : null));
  });
});

describe('chancery mcp', () => {
  it('says at once when no service answers, and ends with its input', async () => {
    const nowhere = await chancery({ url: 'http://127.0.0.1:9', token: reader.key }, 'mcp');
    expect(nowhere).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('No Chancery service') });
    expect(await chancery({ url: service.url, token: reader.key }, 'mcp')).toMatchObject({ status: 0, stdout: '' });
  });
});

it('speaks the revision that the client speaks', async () => {
  const spoken = async (era: Era) => (await overHttp(reader.key, era)).getNegotiatedProtocolVersion();
  expect(await spoken('auto')).toBe('2026-07-28');
  expect(await spoken('legacy')).toMatch(/^2025-/);
});

describe('the address', () => {
  const initialize = {
    ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'spec', version: '1' } },
  };

  /** A raw request, because `fetch` does not send a `Host` of one's choice. */
  const post = (headers: Record<string, string>, body: unknown = initialize, method = 'POST') =>
    new Promise<{ status: number; body: string; session: string | undefined }>((resolve, reject) => {
      const { hostname, port } = new URL(service.url);
      const sent = httpRequest({ hostname, port, path: '/mcp', method, headers: { ...HEADERS, ...headers } });
      sent.on('error', reject).on('response', (response) => {
        let text = '';
        response.on('data', (data: Buffer) => (text += data.toString()));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: text,
            session: response.headers['mcp-session-id'] as string | undefined,
          }),
        );
      });
      sent.end(method === 'POST' ? (typeof body === 'string' ? body : JSON.stringify(body)) : undefined);
    });
  const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const as = (key: string) => ({ authorization: `Bearer ${key}` });

  it('wants a key', async () => {
    expect((await post({})).status).toBe(401);
    expect((await post(as('chk_not-a-key-that-anybody-has'))).status).toBe(401);
    expect((await post(as(reader.key))).status).toBe(200);
  });

  it.each<Record<string, string>>([
    { host: 'evil.example' },
    { host: 'evil.example', origin: 'http://evil.example' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
  ])('is closed to other names and pages: %j', async (headers) => {
    const { status, body } = await post({ ...as(reader.key), ...headers });
    expect([status, JSON.parse(body)]).toEqual([403, expect.objectContaining({ code: 'mcp.caller_untrusted' })]);
  });

  it('serves whoever holds the key, whatever session is named', async () => {
    const { session } = await post(as(service.token));
    expect(session).toMatch(/^[0-9a-f-]{36}$/);
    const listing = {
      jsonrpc: '2.0',
      id: 2,
      method: 'tools/call',
      params: { name: 'list_collections', arguments: {} },
    };
    const stolen = { ...as(reader.key), 'mcp-session-id': session!, 'mcp-protocol-version': '2025-06-18' };
    const { status, body } = await post(stolen, listing);
    expect(status).toBe(200);
    expect(body).toContain('Handbook');
    expect(body).not.toContain('Payroll');
    expect((await post({ 'mcp-session-id': session! }, listing)).status).toBe(401);
  });

  it('ends for who is suspended, with the tool that is running', async () => {
    const zoe = await aPerson(service, 'reader', 'Zoe');
    await grant(service, zoe, handbook.collection.id);
    const { session } = await post(as(zoe.key));
    const labelled = { ...as(zoe.key), 'mcp-session-id': session!, 'mcp-protocol-version': '2025-06-18' };
    const call = (id: number, name: string, arguments_: object) => ({
      ...{ jsonrpc: '2.0', id, method: 'tools/call' },
      params: { name, arguments: arguments_ },
    });
    const [before, begun] = [generator.brokenOff(), generator.begun()];
    const asked = fetch(`${service.url}/mcp`, {
      ...{ method: 'POST', headers: { ...HEADERS, ...labelled } },
      body: JSON.stringify(call(8, 'ask', { question: ENDLESS })),
    }).then((response) => response.text());
    const end = asked.then(
      (text) => text,
      () => 'cut off',
    );
    await until('the model writes', 30_000, async () => (generator.begun() > begun ? true : null));
    const change = { method: 'PATCH', headers: { ...HEADERS, ...as(service.token) } };
    const body = JSON.stringify({ suspended: true });
    expect((await fetch(`${service.url}/api/v1/people/${zoe.id}`, { ...change, body })).status).toBe(200);
    await until('the model was told to stop', 20_000, async () => (generator.brokenOff() > before ? true : null));
    expect(await end).not.toContain('record');
    expect((await post(labelled, call(9, 'list_collections', {}))).status).toBe(401);
  });

  it('lets nobody cancel what somebody else asked', async () => {
    const ended = new AbortController();
    const { session } = await post(as(service.token));
    const asked = fetch(`${service.url}/mcp`, {
      ...{ method: 'POST', signal: ended.signal },
      headers: { ...HEADERS, ...as(service.token), 'mcp-session-id': session! },
      body: JSON.stringify({
        ...{ jsonrpc: '2.0', id: 7, method: 'tools/call' },
        params: { name: 'ask', arguments: { question: ENDLESS } },
      }),
    });
    asked.catch(() => undefined);
    const before = generator.brokenOff();
    const cancel = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 7 } };
    const labelled = { 'mcp-session-id': session! };
    for (let i = 0; i < 6; i++) {
      expect((await post({ ...as(reader.key), ...labelled }, cancel)).status).toBe(202);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(generator.brokenOff()).toBe(before);
    await until('its own asker stops it', 20_000, async () => {
      await post({ ...as(service.token), ...labelled }, cancel);
      return generator.brokenOff() > before ? true : null;
    });
    ended.abort();
  });

  it('has no streams of its own, and no sessions to end', async () => {
    for (const method of ['GET', 'DELETE']) expect((await post(as(reader.key), null, method)).status).toBe(405);
  });

  it('tells what is no JSON, or no text, in words of JSON-RPC', async () => {
    const told = async (body: unknown) => {
      const { status, body: said } = await post(as(reader.key), body);
      return [status, JSON.parse(said) as unknown];
    };
    const failure = (code: number) => ({ jsonrpc: '2.0', id: null, error: { code, message: expect.any(String) } });
    expect(await told('{"jsonrpc":')).toEqual([400, failure(-32_700)]);
    expect(await told({ ...initialize, params: { text: '\0' } })).toEqual([400, failure(-32_600)]);
  });

  it('survives what is no message', async () => {
    for (const body of [[], {}, null, 'text', [initialize, 1], { ...initialize, params: { text: '\0' } }]) {
      const { status } = await post(as(reader.key), body);
      expect([400, 200]).toContain(status);
    }
    expect((await post(as(reader.key))).status).toBe(200);
  });
});
