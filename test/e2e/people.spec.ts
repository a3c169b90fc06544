import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import type {
  AddedKey,
  AddedPerson,
  DocumentDetail,
  GrantList,
  GroupView,
  KeyList,
  LogEntries,
  LoginList,
  MatterView,
  PersonDetail,
  PersonList,
} from '#contracts';
import { type TestService, startService } from '#testing';
import { Api, type Reply, expectOk, until } from './support/api.js';
import { type FakeGenerator, startFakeGenerator } from './support/fake-generator.js';
import { chancery } from './support/up.js';
import type { CollectionList } from './support/views.js';

const SENTENCE = 'The glimmerstone bonus is nine thousand pounds.';
const QUESTION = 'How much is the glimmerstone bonus?';
const SALARIES = `# Salaries\n\n${SENTENCE}\n\n# Endless\n\nThe endless corridor has ninety doors.\n`;
const ENDLESS = 'What has the endless corridor?';

let service: TestService;
let generator: FakeGenerator;
let admin: Api;
let payroll: DocumentDetail;
let canteen: DocumentDetail;

beforeAll(async () => {
  generator = await startFakeGenerator(SENTENCE);
  service = await startService({ env: generator.env });
  admin = new Api(service.url, service.token);
  payroll = await admin.add('Payroll', 'salaries.md', SALARIES);
  canteen = await admin.add('Open', 'canteen.md', '# Canteen\n\nThe canteen opens at eight in the morning.\n');
});
afterAll(async () => {
  await service?.stop();
  generator?.close();
});

const json = (method: string, path: string, body: unknown, api: Api = admin) =>
  api.send(method, path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const codeOf = ({ status, body }: Reply) => [status, (body as { code?: string }).code];
const tokenOf = (url: string) => url.split('#')[1]!;

async function add(name: string, role: string): Promise<AddedPerson> {
  return expectOk(await admin.post<AddedPerson>('/api/v1/people', { name, role }), 201);
}

async function keyOf(person: PersonDetail, more: object = {}): Promise<Api> {
  const made = await admin.post<AddedKey>('/api/v1/keys', { name: 'test', person: person.id, ...more });
  return new Api(service.url, expectOk(made, 201).secret);
}

/** A browser: it keeps the cookie that it is given and sends it along. */
class Browser {
  cookie = '';
  setCookie = '';

  async signIn(link: string): Promise<Reply> {
    const headers = { 'content-type': 'application/json', ...this.held() };
    const reply = await this.send('POST', '/api/v1/session', { body: JSON.stringify({ link }), headers });
    this.setCookie = reply.headers.get('set-cookie') ?? '';
    this.cookie = this.setCookie.split(';')[0] || this.cookie;
    return reply;
  }

  request<Body = unknown>(method: string, path: string): Promise<Reply<Body>> {
    return this.send<Body>(method, path, { headers: { 'x-chancery-request': '1', ...this.held() } });
  }

  private send<Body>(method: string, path: string, init: { body?: string; headers: Record<string, string> }) {
    return new Api(service.url, null).send<Body>(method, path, init);
  }

  private held(): Record<string, string> {
    return this.cookie ? { cookie: this.cookie } : {};
  }
}

const setGrant = (person: PersonDetail, collection: string, access: 'allow' | 'deny') =>
  json('PUT', `/api/v1/people/${person.id}/grants/${collection}`, { access });

/** A new matter of this number that a wall keeps somebody from, with nothing under it yet. @returns The number. */
async function walledMatter(number: string, subject: { readonly kind: string; readonly id: string }): Promise<string> {
  const { id } = expectOk(await admin.post<MatterView>('/api/v1/matters', { number, name: 'Walled' }), 201);
  const around = { subjects: [subject], objects: [{ kind: 'matter', id }] };
  expectOk(await admin.post('/api/v1/walls', { name: number, ...around }), 201);
  return number;
}

/** Kinds of what was changed; that something was looked at is not told. */
async function kindsSince(from: number): Promise<string[]> {
  const { entries } = expectOk(await admin.get<LogEntries>(`/api/v1/log/entries?from=${from}&limit=500`), 200);
  const kinds = entries.map(({ leaf }) => (JSON.parse(leaf) as { kind: string }).kind);
  return kinds.filter((kind) => !/\.(?:read|listed)$|^search\.done$/.test(kind));
}
const logSize = async () => expectOk(await admin.get<{ size: number }>('/api/v1/log/checkpoint'), 200).size;

describe('people', () => {
  it('are added with a link, change, are suspended and come back; each step is in the log, without names', async () => {
    const from = await logSize();
    const { person, link } = await add('Zarathustra Quill', 'reader');
    expect(person).toMatchObject({ name: 'Zarathustra Quill', role: 'reader', suspendedAt: null, lastSeenAt: null });
    const browser = new Browser();
    expect(expectOk(await browser.signIn(tokenOf(link.url)), 200)).toEqual({
      user: { id: person.id, name: 'Zarathustra Quill', role: 'reader' },
    });
    expect(browser.setCookie).toMatch(/HttpOnly/i);
    expect(browser.setCookie).toMatch(/SameSite=Strict/i);
    expect(codeOf(await new Browser().signIn(tokenOf(link.url)))).toEqual([401, 'auth.link_invalid']);
    await json('PATCH', `/api/v1/people/${person.id}`, { role: 'librarian' });
    expect(expectOk(await browser.request<{ user: object }>('GET', '/api/v1/session'), 200).user).toMatchObject({
      role: 'librarian',
    });
    const suspended = expectOk(await json('PATCH', `/api/v1/people/${person.id}`, { suspended: true }), 200);
    expect((suspended as PersonDetail).suspendedAt).not.toBeNull();
    expect(codeOf(await browser.request('GET', '/api/v1/session'))).toEqual([401, 'auth.required']);
    expect(codeOf(await admin.post(`/api/v1/people/${person.id}/sign-in-links`, {}))).toEqual([
      409,
      'person.suspended',
    ]);
    await json('PATCH', `/api/v1/people/${person.id}`, { suspended: false });
    expect(codeOf(await browser.request('GET', '/api/v1/session'))).toEqual([401, 'auth.required']);
    const { people } = expectOk(await admin.get<PersonList>('/api/v1/people'), 200);
    expect(people.at(-1)).toMatchObject({ id: person.id, role: 'librarian', suspendedAt: null });
    const kinds = await kindsSince(from);
    expect(kinds.filter((kind) => !kind.startsWith('checkpoint'))).toEqual([
      ...['person.added', 'sign_in.link_made', 'session.started', 'sign_in.failed', 'person.changed'],
      ...['person.suspended', 'person.reinstated'],
    ]);
    const log = await admin.get(`/api/v1/log/entries?from=${from}&limit=500`);
    expect(JSON.stringify(log.body)).not.toMatch(/Zarathustra|Quill|ch[slk]_/);
  });

  it('keep an administrator', async () => {
    const { people } = expectOk(await admin.get<PersonList>('/api/v1/people'), 200);
    const last = people.find(({ role }) => role === 'administrator')!;
    for (const change of [{ role: 'reader' }, { suspended: true }])
      expect(codeOf(await json('PATCH', `/api/v1/people/${last.id}`, change))).toEqual([
        409,
        'person.last_administrator',
      ]);
  });

  it('are the business of administrators alone', async () => {
    for (const role of ['librarian', 'reader', 'auditor']) {
      const api = await keyOf((await add(role, role)).person);
      const refused = [
        await api.get('/api/v1/people'),
        await api.post('/api/v1/people', { name: 'Mine', role: 'administrator' }),
        await api.get('/api/v1/keys?person=everyone'),
        await api.get(`/api/v1/sessions?person=${randomUUID()}`),
        await api.post('/api/v1/keys', { name: 'x', person: randomUUID() }),
      ];
      expect(refused.map(codeOf)).toEqual(refused.map(() => [403, 'auth.forbidden']));
    }
  });

  it('take no field that is not theirs to set', async () => {
    for (const body of [{ name: 'A', id: randomUUID() }, { name: 'A', accessNumber: 1 }, { name: 'A\u202e' }, {}])
      expect(codeOf(await admin.post('/api/v1/people', body))).toEqual([400, 'request.invalid']);
  });

  it('as auditors read records and the log, not documents', async () => {
    const { record } = await admin.ask(QUESTION, { model: 'quoted' });
    const auditor = await keyOf((await add('Aud', 'auditor')).person);
    expect((await auditor.get(`/api/v1/records/${record}`)).status).toBe(200);
    expect((await auditor.get('/api/v1/log/checkpoint')).status).toBe(200);
    expect((await auditor.get(`/api/v1/documents/${payroll.id}`)).status).toBe(404);
    expect(await auditor.passages('glimmerstone bonus')).toEqual([]);
    expect((await auditor.post('/api/v1/log/keys', {})).status).toBe(403);
  });
});

describe('grants', () => {
  it('act at once in search, viewer, lists and counts, and a denial beats them', async () => {
    const { person } = await add('Gil', 'reader');
    const api = await keyOf(person);
    const sees = async () => ({
      passages: (await api.passages('glimmerstone bonus', { mode: 'keyword' })).length > 0,
      viewer: (await api.get(`/api/v1/revisions/${payroll.current!.id}/text`)).status === 200,
      listed: (await api.documents('')).total === 1,
      counted: (await api.status()).documents.live === 1,
      collections: expectOk(await api.get<CollectionList>('/api/v1/collections'), 200).collections.length === 1,
      citations: (await api.ask(QUESTION, { model: 'quoted' })).citations.length > 0,
    });
    const every = (is: boolean) => ({
      passages: is,
      viewer: is,
      listed: is,
      counted: is,
      collections: is,
      citations: is,
    });
    const from = await logSize();
    expect(await sees()).toEqual(every(false));
    expect(expectOk(await setGrant(person, 'Payroll', 'allow'), 200)).toEqual({
      collection: { id: payroll.collection.id, name: 'Payroll' },
      access: 'allow',
    });
    expect(await sees()).toEqual(every(true));
    await setGrant(person, payroll.collection.id, 'deny');
    expect(await sees()).toEqual(every(false));
    const { grants } = expectOk(await admin.get<GrantList>(`/api/v1/people/${person.id}/grants`), 200);
    expect(grants).toEqual([{ collection: { id: payroll.collection.id, name: 'Payroll' }, access: 'deny' }]);
    await admin.delete(`/api/v1/people/${person.id}/grants/Payroll`);
    await admin.delete(`/api/v1/people/${person.id}/grants/Payroll`);
    expect((await kindsSince(from)).filter((kind) => kind.startsWith('grant'))).toEqual([
      ...['grant.changed', 'grant.changed', 'grant.changed'],
    ]);
    expect(codeOf(await setGrant(person, 'Nowhere', 'allow'))).toEqual([404, 'collection.not_found']);
  });

  it('are no business of an administrator who is barred from the collection', async () => {
    const { person } = await add('Wanda', 'administrator');
    const api = await keyOf(person);
    await setGrant(person, 'Payroll', 'deny');
    const path = `/api/v1/people/${person.id}/grants`;
    expect(expectOk(await api.get<GrantList>(path), 200).grants).toEqual([]);
    for (const collection of ['Payroll', payroll.collection.id])
      expect(codeOf(await api.delete(`${path}/${collection}`))).toEqual([404, 'collection.not_found']);
    await json('PATCH', `/api/v1/people/${person.id}`, { suspended: true });
  });

  it('and matters of documents change at the same time, none for want of another', async () => {
    const { person } = await add('Busy', 'reader');
    const group = expectOk(await admin.post<GroupView>('/api/v1/groups', { name: 'Busy' }), 201);
    expectOk(await admin.put(`/api/v1/groups/${group.id}/members/${person.id}`, undefined), 200);
    const matter = await walledMatter('Busy', { kind: 'group', id: group.id });
    const object = { kind: 'collection', id: canteen.collection.id };
    const granted = (access: string) =>
      admin.put('/api/v1/grants', { subject: { kind: 'group', id: group.id }, object, access });
    const statuses = new Set<number>();
    for (let round = 0; round < 30; round++) {
      const isUnder = round % 2 === 0;
      const changes = [
        admin.patch(`/api/v1/documents/${canteen.id}`, { matter: isUnder ? matter : null }),
        ...[granted('allow'), granted('deny'), granted('none')],
        ...[setGrant(person, 'Payroll', 'allow'), setGrant(person, 'Payroll', 'deny')],
      ];
      for (const { status } of await Promise.all(changes)) statuses.add(status);
    }
    expect([...statuses].sort()).toEqual([200, 204]);
  });
});

describe('a running answer', () => {
  const narrowings: readonly [string, (person: PersonDetail, matter: string) => Promise<unknown>][] = [
    ['suspended', ({ id }) => json('PATCH', `/api/v1/people/${id}`, { suspended: true })],
    ['barred from the collection', (person) => setGrant(person, 'Payroll', 'deny')],
    [
      'without the key',
      async ({ id }) => {
        const { keys } = expectOk(await admin.get<KeyList>(`/api/v1/keys?person=${id}`), 200);
        for (const key of keys) await admin.delete(`/api/v1/keys/${key.id}`);
      },
    ],
    [
      'barred from the matter that a document is put under',
      (_person, matter) => admin.patch(`/api/v1/documents/${payroll.id}`, { matter }),
    ],
    [
      'barred from the matter that a document is sent under',
      (_person, matter) => admin.upload('Payroll', [{ name: payroll.path, bytes: SALARIES }], { matter }),
    ],
  ];

  it.each(narrowings)('ends when its asker is %s', async (_what, narrow) => {
    const { person } = await add('Stream', 'reader');
    await setGrant(person, 'Payroll', 'allow');
    const matter = await walledMatter(person.id, { kind: 'person', id: person.id });
    const api = await keyOf(person);
    const brokenOff = generator.brokenOff();
    const response = await fetch(`${service.url}/api/v1/questions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${api.token}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ question: ENDLESS }),
    });
    let text = '';
    let hasEnded = false;
    void (async () => {
      for await (const part of response.body!) text += Buffer.from(part).toString();
    })()
      .catch(() => undefined)
      .finally(() => (hasEnded = true));
    await until('the model writes', 60_000, async () => (text.includes('on and') ? true : null));
    await narrow(person, matter);
    await until('the answer ends', 10_000, async () => (hasEnded ? true : null));
    expect(text).not.toContain('event: done');
    await until('the model was told to stop', 60_000, async () => (generator.brokenOff() > brokenOff ? true : null));
  });
});

describe('keys', () => {
  it('are shown once, listed by their beginning with their last use, and revoked at once', async () => {
    const { person } = await add('Kay', 'reader');
    await setGrant(person, 'Open', 'allow');
    const first = await keyOf(person);
    const from = await logSize();
    const made = expectOk(await first.post<AddedKey>('/api/v1/keys', { name: 'mine', days: 30 }), 201);
    expect(made.key).toMatchObject({ name: 'mine', scope: 'full', collections: null, lastUsedAt: null });
    expect(made.secret.startsWith(made.key.prefix)).toBe(true);
    const api = new Api(service.url, made.secret);
    expect((await api.documents('')).total).toBe(1);
    const { keys } = expectOk(await api.get<KeyList>('/api/v1/keys'), 200);
    expect(keys.map(({ name }) => name)).toEqual(['mine', 'test']);
    expect(keys[0]!.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(keys)).not.toContain(made.secret.slice(0, 20));
    expect((await first.delete(`/api/v1/keys/${made.key.id}`)).status).toBe(204);
    expect((await api.get('/api/v1/session')).status).toBe(401);
    expect((await kindsSince(from)).filter((kind) => kind.startsWith('key'))).toEqual(['key.added', 'key.revoked']);
  });

  it('of read scope change nothing', async () => {
    const { person } = await add('Rea', 'librarian');
    await setGrant(person, 'Open', 'allow');
    const api = await keyOf(person, { scope: 'read' });
    expect((await api.passages('canteen opens', { mode: 'keyword' })).length).toBeGreaterThan(0);
    expect((await api.ask('When does the canteen open?', { model: 'quoted' })).outcome).toBe('answered');
    const refused = [
      await api.upload('Open', [{ name: 'a.txt', bytes: 'x' }]),
      await api.delete(`/api/v1/documents/${canteen.id}`),
      await api.post('/api/v1/collections', { name: 'Mine' }),
      await api.post('/api/v1/keys', { name: 'more' }),
      await api.post('/api/v1/conversations', {}),
      await api.post('/mcp', {}),
    ];
    expect(refused.map(codeOf)).toEqual(refused.map(() => [403, 'auth.key_scope']));
  });

  it("confined to a collection see that and nothing else, whatever their holder's role", async () => {
    const { people } = expectOk(await admin.get<PersonList>('/api/v1/people'), 200);
    const api = await keyOf(
      people.find(({ role }) => role === 'administrator')!,
      { collections: ['Open'] },
    );
    expect((await api.documents('')).documents.map(({ path }) => path)).toEqual(['canteen.md']);
    expect((await api.get(`/api/v1/documents/${payroll.id}`)).status).toBe(404);
    expect(await api.passages('glimmerstone bonus', { mode: 'keyword' })).toEqual([]);
    expect((await api.ask(QUESTION, { model: 'quoted' })).coverage.searched).toBe(1);
    expect((await api.status()).documents.live).toBe(1);
    for (const path of ['records', 'people', 'keys', 'sessions', 'log/entries', 'conversations', 'models'])
      expect([path, ...codeOf(await api.get(`/api/v1/${path}`))]).toEqual([path, 403, 'auth.key_scope']);
    expect(codeOf(await api.post('/api/v1/collections', { name: 'Wide' }))).toEqual([403, 'auth.key_scope']);
    expect((await api.upload('Open', [{ name: 'note.txt', bytes: 'The canteen has a piano.' }])).status).toBe(201);
  });
});

describe('sessions', () => {
  it('are listed and ended, one or all, by their holder or an administrator', async () => {
    const { person, link } = await add('Ses', 'reader');
    const [one, two, three] = [new Browser(), new Browser(), new Browser()];
    await one.signIn(tokenOf(link.url));
    for (const browser of [two, three])
      await browser.signIn(
        tokenOf(
          expectOk(await admin.post<AddedPerson['link']>(`/api/v1/people/${person.id}/sign-in-links`, {}), 201).url,
        ),
      );
    const list = async (browser: Browser) =>
      expectOk(await browser.request<LoginList>('GET', '/api/v1/sessions'), 200).sessions;
    const found = await list(three);
    expect(found.map(({ isCurrent }) => isCurrent)).toEqual([true, false, false]);
    expect((await three.request('DELETE', `/api/v1/sessions/${found[2]!.id}`)).status).toBe(204);
    expect((await one.request('GET', '/api/v1/session')).status).toBe(401);
    expect(expectOk(await three.request('DELETE', '/api/v1/sessions'), 200)).toEqual({ ended: 1 });
    expect((await two.request('GET', '/api/v1/session')).status).toBe(401);
    expect((await three.request('GET', '/api/v1/session')).status).toBe(200);
    expect(expectOk(await admin.delete(`/api/v1/sessions?person=${person.id}`), 200)).toEqual({ ended: 1 });
    expect((await three.request('GET', '/api/v1/session')).status).toBe(401);
  });

  it('begin with a new secret even when the browser brings one along', async () => {
    const { person, link } = await add('Fix', 'reader');
    const browser = new Browser();
    await browser.signIn(tokenOf(link.url));
    const before = browser.cookie;
    const again = await admin.post<AddedPerson['link']>(`/api/v1/people/${person.id}/sign-in-links`, {});
    await browser.signIn(tokenOf(expectOk(again, 201).url));
    expect(browser.cookie).not.toBe(before);
    expect((await browser.request('GET', '/api/v1/session')).status).toBe(200);
    browser.cookie = before;
    expect((await browser.request('GET', '/api/v1/session')).status).toBe(401);
  });
});

describe('the command line', () => {
  it('manages people, grants, keys and sessions', async () => {
    const run = async (...words: string[]) => {
      const { status, stdout, stderr } = await chancery({ url: service.url, token: service.token }, ...words);
      expect([words, status, stderr]).toEqual([words, 0, expect.any(String)]);
      return stdout;
    };
    const at = (words: string) => run(...words.split(' '), '--json').then((out) => JSON.parse(out) as never);
    const url = (await run('people', 'add', 'Clio', '--role', 'librarian')).trim();
    expect(url).toMatch(/\/sign-in#chl_/);
    await new Browser().signIn(tokenOf(url));
    expect(await run('people', 'list')).toMatch(/Clio +librarian/);
    expect(await run('grants', 'allow', 'Clio', 'Payroll')).toBe('Payroll: allow.\n');
    expect(await run('grants', 'deny', 'Clio', 'Open')).toBe('Open: deny.\n');
    expect(await run('grants', 'clear', 'Clio', 'Open')).toBe('Cleared.\n');
    expect(await run('grants', 'list', 'Clio')).toMatch(/Payroll +allow/);
    const secret = (
      await run('keys', 'create', 'ingest', '--scope', 'read', '-c', 'Payroll', '--person', 'Clio', '--days', '7')
    ).trim();
    expect((await new Api(service.url, secret).documents('')).total).toBe(1);
    const { keys }: KeyList = await at('keys list --person Clio');
    expect(keys).toMatchObject([{ name: 'ingest', scope: 'read', collections: [{ name: 'Payroll' }] }]);
    await run('keys', 'revoke', keys[0]!.id);
    expect((await new Api(service.url, secret).get('/api/v1/session')).status).toBe(401);
    const { sessions }: LoginList = await at('sessions list --person Clio');
    expect(sessions).toHaveLength(1);
    expect(await run('sessions', 'revoke', sessions[0]!.id)).toBe('Ended 1 session.\n');
    expect(await run('sessions', 'revoke', '--person', 'Clio')).toBe('Ended 0 sessions.\n');
    expect(await run('people', 'role', 'Clio', 'reader')).toMatch(/Clio +reader/);
    await run('people', 'suspend', 'Clio');
    await run('people', 'reinstate', 'Clio');
    expect(await run('people', 'link', 'Clio')).toMatch(/\/sign-in#chl_/);
    const nobody = await chancery({ url: service.url, token: service.token }, 'people', 'suspend', 'Nobody');
    expect([nobody.status, nobody.stderr]).toEqual([2, expect.stringContaining('Nobody is called "Nobody"')]);
    // Two dozen processes, one after the other.
  }, 300_000);
});

describe('guessing', () => {
  /** From an address that nobody has failed from, so that its minute begins with the first guess. */
  const from = (localAddress: string, method: string, path: string, headers: Record<string, string>, body = '') =>
    new Promise<{ status: number; retryAfterS: number; text: string }>((resolve, reject) => {
      const sent = { method, localAddress, headers: { 'content-type': 'application/json', ...headers } };
      const asked = request(`${service.url}${path}`, sent, (reply) => {
        void textOf(reply).then((text) => {
          resolve({ status: reply.statusCode!, retryAfterS: Number(reply.headers['retry-after']), text });
        }, reject);
      });
      asked.on('error', reject).end(body);
    });
  const guess = (localAddress: string, login: string) =>
    from(localAddress, 'POST', '/api/v1/sign-in/password', {}, JSON.stringify({ login, password: 'a wrong guess' }));
  const tally = (replies: readonly { readonly status: number }[]) =>
    [401, 429].map((status) => replies.filter((reply) => reply.status === status).length);

  const ALL_REFUSED = Array<number>(5).fill(429);

  it('is let be 20 times a minute at the sign-in and 60 times with keys, and locks out nobody who holds a good key', async () => {
    const start = await logSize();
    const links = [];
    for (let n = 0; n < 25; n++) {
      // Whoever guesses may claim to be somebody else each time.
      const headers = { 'x-forwarded-for': `198.51.100.${n}` };
      const link = `chl_${randomUUID()}${randomUUID()}`;
      links.push(await from('127.0.0.2', 'POST', '/api/v1/session', headers, JSON.stringify({ link })));
    }
    expect(links.map(({ status }) => status)).toEqual([...Array<number>(20).fill(401), ...ALL_REFUSED]);
    expect(links[20]!.text).toContain('"auth.too_many_attempts"');
    const look = (key: string) => from('127.0.0.2', 'GET', '/api/v1/session', { authorization: `Bearer ${key}` });
    const keys = [];
    for (let n = 0; n < 65; n++) keys.push(await look(`chk_${randomUUID()}${randomUUID()}`));
    expect(keys.map(({ status }) => status)).toEqual([...Array<number>(60).fill(401), ...ALL_REFUSED]);
    for (const { retryAfterS } of [...links.slice(20), ...keys.slice(60)]) {
      expect(retryAfterS).toBeGreaterThanOrEqual(1);
      expect(retryAfterS).toBeLessThanOrEqual(60);
    }
    expect((await look(service.token)).status).toBe(200);
    // A guess at the sign-in each, up to a rate that what failed before counts towards; all keys of the minute as one.
    const failed = (await kindsSince(start)).filter((kind) => kind === 'sign_in.failed');
    expect(failed.length).toBeGreaterThan(5);
    expect(failed.length).toBeLessThanOrEqual(21);
  });

  it('counts what is refused without credentials, for its address alone', async () => {
    const codes = new Set<string>();
    // Twice the limit: a minute may end in between.
    for (let n = 0; n < 1_300 && !codes.has('limit.reached'); n += 20) {
      const replies = await Promise.all(
        Array.from({ length: 20 }, () => from('127.0.0.4', 'GET', '/api/v1/records', {})),
      );
      for (const { text } of replies) codes.add((JSON.parse(text) as { code: string }).code);
    }
    expect([...codes]).toEqual(['auth.required', 'limit.reached']);
    expect((await from('127.0.0.5', 'GET', '/api/v1/records', {})).text).toContain('auth.required');
    expect(
      (await from('127.0.0.4', 'GET', '/api/v1/session', { authorization: `Bearer ${service.token}` })).status,
    ).toBe(200);
  });

  // After what the log says of guesses was looked at: these use up its rate.
  it('at once gains nothing: attempts are counted before they are tried, of an account and of an address', async () => {
    const { person } = expectOk(
      await admin.post<AddedPerson>('/api/v1/people', { name: 'Vic', role: 'reader', login: 'victim' }),
      201,
    );
    // Twenty at one account, each from elsewhere; at one that there is not, likewise.
    for (const [at, login] of ['victim', 'nobody-at-all'].entries()) {
      const twenty = Array.from({ length: 20 }, (_, n) => guess(`127.0.${at + 1}.${n + 10}`, login));
      expect(tally(await Promise.all(twenty))).toEqual([10, 10]);
    }
    // Thirty accounts, all from one address.
    const thirty = await Promise.all(Array.from({ length: 30 }, (_, n) => guess('127.0.0.3', `some-${n}`)));
    expect(tally(thirty)).toEqual([20, 10]);
    expect((await guess('127.0.0.3', 'some-more')).status).toBe(429);
    expectOk(await admin.get(`/api/v1/people/${person.id}`), 200);
  });
});
