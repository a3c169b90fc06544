import { readFileSync, readdirSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { AddedPerson, DocumentDetail } from '#contracts';
import { type TestService, startService } from '#testing';
import { Api, type Reply, expectOk } from './support/api.js';
import { type OpenApiPaths, fuzzRoutes } from './support/fuzz/fuzz-routes.js';
import { type Surroundings, fillSurroundings } from './support/fuzz/surroundings.js';
import { unknownKeyCases } from './support/fuzz/unknown-keys.js';

/** The same requests every time; `test/endurance/fuzz.spec.ts` takes others. */
const SEED = 20_261_126;
/** An address that may say for whom it asks, and one that may not. */
const [PROXY, OTHER] = ['127.0.0.3', '127.0.0.4'];
/** Given by the environment and in use: what must stand in no log. */
const GIVEN = { EXTRACTOR_API_KEY: 'sk-extractor-9f2c71d0b6', RERANKER_API_KEY: 'sk-reranker-5a0e83cc14' };
const LONG = 100_000;

let service: TestService;
let admin: Api;
let stranger: Api;
let document: OpenApiPaths;
let around: Surroundings;
let house: DocumentDetail;
let apiPid: number;
const secrets = new Map<string, string>();

beforeAll(async () => {
  const limits = [
    ...['REQUESTS_PER_MINUTE', 'ADDRESS_REQUESTS_PER_MINUTE', 'ADDRESS_TOTAL_PER_MINUTE'],
    ...['QUESTIONS_PER_MINUTE', 'QUESTIONS_PER_DAY'],
  ];
  service = await startService({
    env: {
      ...{ ...GIVEN, LOG_LEVEL: 'debug', TRUSTED_PROXIES: PROXY, EXTRACTOR_URL: 'http://127.0.0.1:9/v1' },
      ...Object.fromEntries(limits.map((name) => [`LIMIT_${name}`, '0'])),
    },
  });
  admin = new Api(service.url, service.token);
  stranger = new Api(service.url, null);
  document = expectOk(await stranger.get<OpenApiPaths>('/api/openapi.json'), 200);
  around = await fillSurroundings(service);
  house = await admin.document(around.known.ids[0]!);
  apiPid = service.pidOf('api')!;
  for (const [name, value] of Object.entries({ ...GIVEN, administrator: service.token, reader: around.reader.key }))
    secrets.set(name, value);
});
afterEach(() => expect(service.logs).not.toMatch(/api (?:ended|uses|hangs|has not answered)/));
afterAll(() => service?.stop());

const json = { 'content-type': 'application/json' };
const codeOf = ({ status, body }: Reply) => {
  const { code, error } = body as { code?: string; error?: { code: string } };
  return [status, code ?? error?.code];
};

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A request from one of this machine's addresses. */
function from(
  localAddress: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${service.url}${path}`,
      { method, localAddress, headers: { ...json, ...headers } },
      (reply) => {
        textOf(reply).then((text) => resolve({ status: reply.statusCode!, headers: reply.headers, text }), reject);
      },
    );
    sent.on('error', reject).end(body);
  });
}

/** A browser's session of an administrator. */
async function aSession(): Promise<Api> {
  const { url } = expectOk(await admin.post<{ url: string }>('/api/v1/sign-in-links', {}), 201);
  const link = url.split('#')[1]!;
  secrets.set('a link', link);
  const { headers } = await stranger.post('/api/v1/session', { link });
  const cookie = headers
    .getSetCookie()
    .map((set) => set.split(';')[0]!)
    .join('; ');
  secrets.set('a session', /session=([^;]+)/.exec(cookie)![1]!);
  return new SessionApi(service.url, cookie);
}

class SessionApi extends Api {
  constructor(
    url: string,
    private readonly cookie: string,
  ) {
    super(url, null);
  }

  override send<Body = unknown>(
    method: string,
    path: string,
    init: { body?: RequestInit['body']; headers?: Record<string, string> } = {},
  ) {
    return super.send<Body>(method, path, {
      ...init,
      headers: { ...init.headers, cookie: this.cookie, 'x-chancery-request': '1' },
    });
  }
}

describe('an address', () => {
  const guess = (localAddress: string, forwarded: string) =>
    from(
      localAddress,
      'POST',
      '/api/v1/session',
      { 'x-forwarded-for': forwarded },
      JSON.stringify({ link: `chl_${'x'.repeat(43)}` }),
    );

  it('is believed of a proxy that the settings name, and of nobody else', async () => {
    const throughProxy = [];
    const claimed = [];
    for (let n = 0; n < 25; n++) throughProxy.push((await guess(PROXY, `198.51.100.${n}`)).status);
    for (let n = 0; n < 25; n++) claimed.push((await guess(OTHER, `203.0.113.${n}`)).status);
    expect(throughProxy).toEqual(Array<number>(25).fill(401));
    expect(claimed).toEqual([...Array<number>(20).fill(401), ...Array<number>(5).fill(429)]);
  });

  it('is the last that the proxy saw, not what its client wrote before it', async () => {
    const statuses = [];
    for (let n = 0; n < 22; n++) statuses.push((await guess(PROXY, `10.9.8.${n}, 192.0.2.77`)).status);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });

  it('makes cookies and answers those of https when the proxy says so, and not when somebody else does', async () => {
    const { url } = expectOk(await admin.post<{ url: string }>('/api/v1/sign-in-links', {}), 201);
    const signIn = (localAddress: string) =>
      from(
        localAddress,
        'POST',
        '/api/v1/session',
        { 'x-forwarded-proto': 'https' },
        JSON.stringify({ link: url.split('#')[1] }),
      );
    const told = await from(OTHER, 'GET', '/health/live', { 'x-forwarded-proto': 'https' });
    expect(told.headers['strict-transport-security']).toBeUndefined();
    const { headers } = await signIn(PROXY);
    expect(headers['set-cookie']![0]).toMatch(/^__Host-chancery_session=.*; Secure/);
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  });
});

describe('what somebody sends', () => {
  it('is no key because it is signed by nobody, or by somebody else', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = part({ sub: 'administrator', role: 'administrator', iss: service.url, exp: 4_102_444_800 });
    for (const alg of ['none', 'None', 'HS256', 'RS256', 'ES256']) {
      const token = `${part({ alg, typ: 'JWT', kid: '../../../../dev/null', jku: `${service.url}/keys` })}.${claims}.`;
      for (const signature of ['', part({ a: 1 })])
        expect(codeOf(await new Api(service.url, token + signature).get('/api/v1/session'))).toEqual([
          401,
          'auth.required',
        ]);
    }
  });

  it('is unpacked no further than a body may be long', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
    const reply = await admin.send('POST', '/api/v1/search', {
      body: bomb,
      headers: { ...json, 'content-encoding': 'gzip' },
    });
    expect(codeOf(reply)).toEqual([413, 'request.too_large']);
    expect(statSync(`/proc/${apiPid}`).isDirectory()).toBe(true);
  });

  it.each([
    ['levels', `{"query":${'[{"a":'.repeat(200_000)}1${'}]'.repeat(200_000)}}`],
    ['keys', `{"query":"x",${Array.from({ length: 200_000 }, (_, i) => `"k${i}":0`).join(',')}}`],
    ['the same key', `{${'"query":"x",'.repeat(200_000)}"query":1}`],
    ['digits', `{"query":"x","limit":${'9'.repeat(3_000_000)}}`],
    ['escapes', `{"query":"${'\\u0041'.repeat(600_000)}"}`],
  ])('is refused soon, with many %s', async (_what, body) => {
    const began = performance.now();
    expect(codeOf(await admin.post('/api/v1/search', body))).toEqual([400, 'request.invalid']);
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('is read in a time that grows no faster than its length, by every expression that reads texts', async () => {
    const texts = [
      'a',
      'a.',
      '-a',
      'a@',
      ' ',
      '"',
      '(',
      'a:',
      '1',
      '0.',
      '\\',
      '%',
      '<',
      'a NEAR/2 ',
      'title:',
      '٠',
      '한',
    ];
    for (const piece of texts) {
      const text = `${piece.repeat(1_990 / piece.length)}!`;
      const long = `${piece.repeat(LONG / piece.length)}!`;
      const began = performance.now();
      await admin.post('/api/v1/search', { query: text, mode: 'keyword' });
      await admin.post('/api/v1/sign-in/password', { login: long, password: long });
      await admin.post('/api/v1/people', { name: long, email: `${long}@${long}` });
      await admin.post('/api/v1/sources', {
        name: 'x',
        config: { kind: 'crawl', settings: { startUrls: [`http://${long}`] } },
        collection: 'Library',
      });
      expect([piece, performance.now() - began < 20_000]).toEqual([piece, true]);
    }
  }, 300_000);

  it('stays inside the header that names a file, and the file is nothing that a browser shows', async () => {
    const names = [
      'a"; filename="evil.html',
      "b'; x=y.txt",
      'c%0d%0aX-Injected: 1.txt',
      'd\\".txt',
      'e;f=g,h.html',
      'ü🙂.txt',
    ];
    for (const name of names) {
      const { documents, rejected } = expectOk(await admin.upload('Odd', [{ name, bytes: `Named ${name}.` }]), 201);
      if (rejected.length > 0) continue;
      const { latest } = await admin.settled(documents[0]!.documentId);
      const { headers, status } = await admin.send('GET', `/api/v1/revisions/${latest.id}/file`);
      expect([name, status, headers.get('x-injected')]).toEqual([name, 200, null]);
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-security-policy')).toContain('sandbox');
      const disposition = headers.get('content-disposition')!;
      expect(disposition).toMatch(/^attachment; filename="(?:[^"\\]|\\.)*"(?:; filename\*=UTF-8''[\w%.!~*'()-]+)?$/);
    }
  });
});

describe('a session', () => {
  it('is none that somebody planted before, and what was planted never becomes one', async () => {
    const planted = `chs_${'p'.repeat(43)}`;
    const { link } = expectOk(await admin.post<AddedPerson>('/api/v1/people', { name: 'Fixed Fay' }), 201);
    const reply = await stranger.send('POST', '/api/v1/session', {
      body: JSON.stringify({ link: link.url.split('#')[1] }),
      headers: { ...json, cookie: `chancery_session=${planted}` },
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.getSetCookie()[0]).not.toContain(planted);
    const withIt = await stranger.send('GET', '/api/v1/session', {
      headers: { cookie: `chancery_session=${planted}` },
    });
    expect(codeOf(withIt)).toEqual([401, 'auth.required']);
  });
});

describe('every route', () => {
  it('has one address: quotas and the scopes of keys do not depend on how it is written', async () => {
    const other = [
      '/api/v1/Questions',
      '/api/v1/questions/',
      '/API/v1/questions',
      '/SCIM/v2/Users',
      '/scim/v2/Users/',
      '/mcp/',
    ];
    for (const path of other) {
      const { status, body } = await admin.post<{ code: string }>(path, { question: 'Who?' });
      expect([path, status, body.code]).toEqual([path, 404, 'request.not_found']);
    }
  });

  /** Directories send what they like; what is unknown there is passed over (docs/security.md). */
  const isLoose = (path: string) => path.startsWith('/scim/');

  it('that takes JSON refuses a key that it does not know', async () => {
    const passed: unknown[] = [];
    const cases = unknownKeyCases(document, around.known, 'isAdministrator', SEED).filter(({ path }) => !isLoose(path));
    expect(cases.length).toBeGreaterThan(60);
    const session = await aSession();
    for (const { method, path, body } of cases) {
      const reply = await session.send(method, path, { body: JSON.stringify(body), headers: json });
      const [status, code] = codeOf(reply);
      if (status !== 400 || code !== 'request.invalid') passed.push([method, path, status, code]);
    }
    expect(passed).toEqual([]);
  });

  it('answers whatever comes with a code, as administrator, as reader and to nobody', async () => {
    const { complaints, reached, sent } = await fuzzRoutes({
      ...{ url: service.url, document, known: around.known, seed: SEED, runs: 3, beside: 8 },
      callers: { administrator: service.token, reader: around.reader.key, nobody: null },
    });
    expect(complaints).toEqual([]);
    const routes = Object.values(document.paths).flatMap((operations) => Object.keys(operations)).length;
    expect(sent).toBeGreaterThan(routes * 3 * 2);
    // Requests that all fail at the first look would prove nothing.
    expect(reached.size).toBeGreaterThan(routes * 0.7);
    expect(service.pidOf('api')).toBe(apiPid);
    expect((await admin.passages('green door'))[0]?.text).toContain('green door');
    expect((await admin.get(`/api/v1/documents/${house.id}`)).status).toBeLessThan(500);
  });
});

describe('the logs, at their most verbose', () => {
  const logs = () => {
    const folder = join(service.dataDir, 'logs');
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .concat(service.logs);
  };

  /** What the process was given that opens something: values of variables, keys in files, the database's password. */
  function heldSecrets(): Map<string, string> {
    const held = new Map(secrets);
    const environment = readFileSync(`/proc/${service.pidOf('api')}/environ`, 'utf8').split('\0');
    for (const [name, value] of environment.map((pair) => pair.split(/=(.*)/s) as [string, string]))
      if (/SECRET|KEY|PASSWORD|TOKEN/.test(name) && value && !/^\//.test(value)) held.set(name, value);
    held.set('the password of the database', new URL(service.databaseUrl()).password);
    const folder = join(service.dataDir, 'secrets');
    for (const name of readdirSync(folder))
      held.set(
        name,
        readFileSync(join(folder, name), 'latin1')
          .trim()
          .split('\n')
          .sort((a, b) => b.length - a.length)[0]!,
      );
    return held;
  }

  it('hold no secret, and nothing of documents and questions', () => {
    const held = heldSecrets();
    expect(held.size).toBeGreaterThan(6);
    expect([...held.values()].every((secret) => secret.length > 15)).toBe(true);
    const found = [...held].filter(([, secret]) => logs().some((log) => log.includes(secret))).map(([name]) => name);
    expect(found).toEqual([]);
    for (const log of logs()) expect(log).not.toMatch(/glimmerstone|Which colour has the door|Reading Rita/);
  });

  it('have no line that somebody else wrote', async () => {
    const forged = 'FORGED {"level":"fatal"}';
    for (const end of ['\n', '\r\n', '\u2028', '\x1b[2K', '\u0085']) {
      await admin.post('/api/v1/search', { query: `door${end}${forged}` });
      await admin.get(`/api/v1/documents/${encodeURIComponent(`${end}${forged}`)}`);
      await admin.get(`/api/v1/documents?text=${encodeURIComponent(`x${end}${forged}`)}`);
      await stranger.post('/api/v1/session', { link: `${end}${forged}` });
    }
    await admin.upload('Odd', [{ name: `x.txt`, bytes: `\n${forged}\n` }]);
    for (const log of logs()) expect(log).not.toContain('FORGED');
  });

  it('tell of no surprise', () => {
    expect(service.logOf('api')).not.toMatch(/internal\.unexpected|QueryFailedError|UnhandledPromise/);
  });
});
