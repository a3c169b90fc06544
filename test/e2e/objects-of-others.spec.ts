import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  AddedKey,
  AddedPerson,
  ConversationDetail,
  DecisionDetail,
  DocumentDetail,
  FeedbackView,
  GoldenQuestionView,
  GroupView,
  LoginList,
  MatterView,
  SourceRunView,
  SourceView,
  SelfTestView,
  WallView,
  SavedSearchView,
} from '#contracts';
import { type Role, sha256Hex } from '#knowledge';
import { type TestService, startService } from '#testing';
import { Api, type Reply, expectOk } from './support/api.js';
import { aPerson, grant } from './support/people.js';
import { ROUTE_LEAVES, type RouteLeaf } from '../../apps/api/src/http/route-leaves.js';
import { serverRoutes } from './support/server-routes.js';

const QUESTION = 'How much is the glimmerstone bonus?';
const TEXT = '# Salaries\n\nThe glimmerstone bonus is nine thousand pounds.\n';

/** Objects of somebody's, by what the rows below call them. */
type Thing =
  | ('collection' | 'document' | 'revision' | 'record' | 'feedback' | 'conversation' | 'turn' | 'decision')
  | ('golden' | 'person' | 'key' | 'session' | 'source' | 'run' | 'search')
  | ('group' | 'matter' | 'wall');

interface Row {
  /** What stands in the route's braces, in their order: a thing, or a pair of values of which neither is a secret. */
  readonly ids: readonly (Thing | readonly [string, string])[];
  readonly body?: unknown;
  /** Librarians work on this whoever it belongs to. */
  readonly isForLibrarians?: boolean;
}

/** Every route with an id, and how to call it. A new one without a row fails the first test. */
const ROWS: Readonly<Record<string, Row>> = {
  'PATCH /api/v1/collections/{id}': { ids: ['collection'], body: { generator: null } },
  'DELETE /api/v1/collections/{id}': { ids: ['collection'] },
  'GET /api/v1/removals/{id}': { ids: [[randomUUID(), randomUUID()]] },
  'POST /api/v1/removals/{id}/cancel': { ids: [[randomUUID(), randomUUID()]], body: {} },
  'POST /api/v1/removals/{id}/restore': { ids: [[randomUUID(), randomUUID()]], body: {} },
  'GET /api/v1/documents/{id}': { ids: ['document'] },
  'DELETE /api/v1/documents/{id}': { ids: ['document'] },
  'POST /api/v1/documents/{id}/restore': { ids: ['document'], body: {} },
  'POST /api/v1/documents/{id}/unlock': { ids: ['document'], body: { password: 'secret' } },
  'GET /api/v1/revisions/{id}/text': { ids: ['revision'] },
  'GET /api/v1/revisions/{id}/file': { ids: ['revision'] },
  'PATCH /api/v1/searches/{id}': { ids: ['search'], body: { isPaused: true } },
  'DELETE /api/v1/searches/{id}': { ids: ['search'] },
  'GET /api/v1/records/{id}': { ids: ['record'] },
  'GET /api/v1/records/{id}/proof': { ids: ['record'] },
  'GET /api/v1/records/{id}/evidence': { ids: ['record'] },
  'GET /api/v1/decisions/{id}/evidence': { ids: ['decision'] },
  'GET /api/v1/records/{id}/feedback': { ids: ['record'] },
  'PUT /api/v1/records/{id}/feedback': { ids: ['record'], body: { verdict: 'down' } },
  'DELETE /api/v1/records/{id}/feedback': { ids: ['record'] },
  'POST /api/v1/feedback/{id}/golden-question': { ids: ['feedback'], body: {}, isForLibrarians: true },
  'GET /api/v1/conversations/{id}': { ids: ['conversation'] },
  'PATCH /api/v1/conversations/{id}': { ids: ['conversation'], body: { title: 'Mine' } },
  'DELETE /api/v1/conversations/{id}': { ids: ['conversation'] },
  'PUT /api/v1/conversations/{id}/branch': { ids: ['conversation'], body: { turn: randomUUID() } },
  'POST /api/v1/conversations/{id}/questions': { ids: ['conversation'], body: { question: QUESTION } },
  'POST /api/v1/conversations/{id}/turns/{turnId}/regenerate': { ids: ['conversation', 'turn'], body: {} },
  'GET /api/v1/decisions/{id}': { ids: ['decision'] },
  'PATCH /api/v1/decisions/{id}': { ids: ['decision'], body: { version: 1, choice: 'Mine' } },
  'POST /api/v1/decisions/{id}/transitions': {
    ids: ['decision'],
    body: { action: 'withdraw', version: 1, reason: 'Because.' },
  },
  'GET /api/v1/decisions/{id}/proof': { ids: ['decision'] },
  'GET /api/v1/decisions/{id}/similar': { ids: ['decision'] },
  'GET /api/v1/decisions/{id}/graph': { ids: ['decision'] },
  'POST /api/v1/decisions/{id}/links': {
    ids: ['decision'],
    body: { kind: 'follows', to: { kind: 'decision', id: randomUUID() } },
  },
  'DELETE /api/v1/decisions/{id}/links/{linkId}': { ids: ['decision', [randomUUID(), randomUUID()]] },
  'GET /api/v1/affected/{id}': { ids: [[randomUUID(), randomUUID()]] },
  'POST /api/v1/affected/{id}/settlement': {
    ids: [[randomUUID(), randomUUID()]],
    body: { verdict: 'stands', reason: 'Checked.' },
  },
  'PUT /api/v1/decision-rules/{collection}': { ids: ['collection'], body: { approvals: 1 } },
  'GET /api/v1/log/entries/{index}/proof': { ids: [['0', '999999']] },
  'GET /api/v1/models/tasks/{id}': { ids: [[randomUUID(), randomUUID()]] },
  'DELETE /api/v1/models/tasks/{id}': { ids: [[randomUUID(), randomUUID()]] },
  'PUT /api/v1/models/roles/{role}': { ids: [['generator', 'reranker']], body: { name: 'any' } },
  'DELETE /api/v1/models/roles/{role}': { ids: [['generator', 'reranker']] },
  'DELETE /api/v1/models/{name}': { ids: [['some-model', 'other-model']] },
  'DELETE /api/v1/index/generations/{id}': { ids: [['g1', 'g999']] },
  'PATCH /api/v1/golden-questions/{id}': { ids: ['golden'], body: { note: 'Mine' } },
  'DELETE /api/v1/golden-questions/{id}': { ids: ['golden'] },
  'GET /api/v1/sources/{id}': { ids: ['source'] },
  'PATCH /api/v1/sources/{id}': { ids: ['source'], body: { name: 'Mine' } },
  'DELETE /api/v1/sources/{id}': { ids: ['source'] },
  'GET /api/v1/sources/{id}/runs': { ids: ['source'] },
  'POST /api/v1/sources/{id}/runs': { ids: ['source'], body: {} },
  'POST /api/v1/sources/{id}/cancel': { ids: ['source'], body: {} },
  'GET /api/v1/sources/{id}/runs/{run}': { ids: ['source', 'run'] },
  'GET /api/v1/sources/{id}/runs/{run}/entries': { ids: ['source', 'run'] },
  'POST /api/v1/sources/{id}/runs/{run}/confirm': { ids: ['source', 'run'], body: {} },
  'GET /v1/models/{id}': { ids: [['chancery%2FPayroll', 'chancery%2FNowhere']] },
  'GET /api/v1/people/{id}': { ids: ['person'] },
  'PATCH /api/v1/people/{id}': { ids: ['person'], body: { name: 'Mine' } },
  'POST /api/v1/people/{id}/sign-in-links': { ids: ['person'], body: {} },
  'POST /api/v1/people/{id}/reset': { ids: ['person'], body: {} },
  'GET /scim/v2/Schemas/{name}': {
    ids: [['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:core:2.0:Group']],
  },
  'GET /scim/v2/Users/{id}': { ids: ['person'] },
  'PUT /scim/v2/Users/{id}': { ids: ['person'], body: { schemas: ['u'], userName: 'mine' } },
  'PATCH /scim/v2/Users/{id}': {
    ids: ['person'],
    body: { schemas: ['p'], Operations: [{ op: 'replace', path: 'active', value: false }] },
  },
  'DELETE /scim/v2/Users/{id}': { ids: ['person'] },
  'GET /scim/v2/Groups/{id}': { ids: ['group'] },
  'PUT /scim/v2/Groups/{id}': { ids: ['group'], body: { schemas: ['g'], displayName: 'Mine' } },
  'PATCH /scim/v2/Groups/{id}': {
    ids: ['group'],
    body: { schemas: ['p'], Operations: [{ op: 'remove', path: 'members' }] },
  },
  'DELETE /scim/v2/Groups/{id}': { ids: ['group'] },
  'DELETE /api/v1/account/identities/{id}': { ids: [[randomUUID(), randomUUID()]] },
  'DELETE /api/v1/account/passkeys/{id}': { ids: [[randomUUID(), randomUUID()]] },
  'GET /api/v1/people/{id}/grants': { ids: ['person'] },
  'PUT /api/v1/people/{id}/grants/{collection}': { ids: ['person', 'collection'], body: { access: 'deny' } },
  'DELETE /api/v1/people/{id}/grants/{collection}': { ids: ['person', 'collection'] },
  'PATCH /api/v1/documents/{id}': { ids: ['document'], body: { matter: null } },
  'GET /api/v1/groups/{id}': { ids: ['group'] },
  'PATCH /api/v1/groups/{id}': { ids: ['group'], body: { name: 'Mine' } },
  'DELETE /api/v1/groups/{id}': { ids: ['group'] },
  'PUT /api/v1/groups/{id}/members/{person}': { ids: ['group', 'person'] },
  'DELETE /api/v1/groups/{id}/members/{person}': { ids: ['group', 'person'] },
  'GET /api/v1/matters/{id}': { ids: ['matter'] },
  'PATCH /api/v1/matters/{id}': { ids: ['matter'], body: { name: 'Mine' } },
  'GET /api/v1/walls/{id}': { ids: ['wall'] },
  'PATCH /api/v1/walls/{id}': { ids: ['wall'], body: { name: 'Mine' } },
  'DELETE /api/v1/walls/{id}': { ids: ['wall'] },
  'DELETE /api/v1/keys/{id}': { ids: ['key'] },
  'DELETE /api/v1/sessions/{id}': { ids: ['session'] },
  'POST /api/v1/records/{id}/replay': { ids: ['record'], body: {} },
  'POST /api/v1/holds/{id}/lift': { ids: [[randomUUID(), randomUUID()]], body: { reason: 'Mine' } },
  'GET /api/v1/erasures/{id}': { ids: [[randomUUID(), randomUUID()]] },
  'POST /api/v1/erasures/{id}/approval': { ids: [[randomUUID(), randomUUID()]], body: {} },
  'POST /api/v1/erasures/{id}/refusal': { ids: [[randomUUID(), randomUUID()]], body: {} },
  'GET /api/v1/erasures/{id}/certificate': { ids: [[randomUUID(), randomUUID()]] },
};

interface Naming {
  readonly route: string;
  readonly thing: Thing;
  /** Without one, the id ends the address. */
  readonly body?: (id: string) => object;
}

/** What names things elsewhere than in the address: in a body, or in a query. */
const NAMED: readonly Naming[] = [
  { route: 'POST /api/v1/documents/retry', thing: 'document', body: (documentId) => ({ documentId }) },
  ...(['document', 'revision', 'record'] as const).map((thing) => ({
    ...{ route: 'POST /api/v1/search', thing, body: (id: string) => ({ like: { id } }) },
  })),
  { route: 'POST /api/v1/questions', thing: 'record', body: (followUp) => ({ question: QUESTION, followUp }) },
  {
    ...{ route: 'POST /v1/chat/completions', thing: 'record' },
    body: (id) => ({ model: 'chancery', messages: [{ role: 'user', content: QUESTION }], follow_up: id }),
  },
  { route: 'POST /api/v1/decisions', thing: 'record', body: (id) => ({ question: 'Mine?', records: [id] }) },
  {
    ...{ route: 'POST /api/v1/golden-questions', thing: 'document' },
    body: (document) => ({ question: QUESTION, expected: [{ document }] }),
  },
  { route: 'POST /api/v1/removals', thing: 'collection', body: (collection) => ({ collection }) },
  { route: 'POST /api/v1/keys', thing: 'collection', body: (id) => ({ name: 'mine', collections: [id] }) },
  { route: 'POST /api/v1/conversations', thing: 'collection', body: (id) => ({ collections: [id] }) },
  {
    route: 'POST /api/v1/searches',
    thing: 'collection',
    body: (id) => ({ name: 'Mine', query: 'x', collections: [id] }),
  },
  { route: 'POST /api/v1/alerts/seen', thing: 'search', body: (id) => ({ ids: [id] }) },
  { route: 'GET /api/v1/documents?parent=', thing: 'document' },
  { route: 'GET /api/v1/decisions?record=', thing: 'record' },
  { route: 'GET /api/v1/feedback?record=', thing: 'record' },
  { route: 'GET /api/v1/affected?target=', thing: 'decision' },
  { route: `GET /api/v1/comparison?left=${randomUUID()}&right=`, thing: 'revision' },
  { route: 'GET /api/v1/sessions?person=', thing: 'person' },
  { route: 'DELETE /api/v1/sessions?person=', thing: 'person' },
  { route: 'GET /api/v1/keys?person=', thing: 'person' },
];

/** Reads what is not there without more preparation than this test makes, or needs a key for directories. */
const NEEDS_MORE = new Set([
  ...['GET /api/v1/decisions/search', 'GET /api/v1/decisions/timeline', 'GET /api/v1/affected/{id}'],
  ...['GET /api/v1/index/comparison', 'GET /api/v1/comparison', 'GET /api/v1/removals/{id}'],
  ...['GET /scim/v2/Users', 'GET /scim/v2/Users/{id}', 'GET /scim/v2/Groups', 'GET /scim/v2/Groups/{id}'],
  ...['GET /api/v1/erasures/{id}', 'GET /api/v1/erasures/{id}/certificate'],
]);
/** Every tool of MCP, and how to call it. A new one without a row fails. */
const TOOLS: Readonly<Record<string, (hers: Record<'revision' | 'record', string>) => object>> = {
  search: () => ({ query: 'glimmerstone bonus' }),
  ask: () => ({ question: QUESTION, quotedOnly: true }),
  search_decisions: () => ({ query: 'Do we pay?' }),
  list_collections: () => ({}),
  open_citation: ({ revision }) => ({ revision, span: [0, 10] }),
  record_decision: ({ record }) => ({ question: 'Do we pay?', records: [record] }),
};

/** What a librarian with the collection sees of Anna's things before and after: nothing may have moved. */
const READ_BY_HER = [
  ...['GET /api/v1/documents/{id}', 'GET /api/v1/revisions/{id}/text', 'GET /api/v1/records/{id}'],
  ...['GET /api/v1/records/{id}/feedback', 'GET /api/v1/conversations/{id}', 'GET /api/v1/decisions/{id}'],
  ...['GET /api/v1/sources/{id}', 'GET /api/v1/sources/{id}/runs/{run}'],
];

describe("another person's objects", () => {
  let service: TestService;
  let admin: Api;
  let anna: Api;
  let hers: Record<Thing, string>;

  beforeAll(async () => {
    service = await startService();
    admin = new Api(service.url, service.token);
    const document = await admin.add('Payroll', 'salaries.md', TEXT);
    const person = await aPerson(service, 'librarian', 'Anna');
    await grant(service, person, document.collection.id);
    anna = new Api(service.url, person.key);
    hers = {
      ...(await herThings(anna, document)),
      ...{ person: person.id, session: await herSession(person.id) },
      ...(await behindAWall(document)),
    };
  }, 180_000);
  afterAll(() => service?.stop(), 60_000);

  async function herThings(api: Api, document: DocumentDetail): Promise<Record<Thing, string>> {
    const { record } = await api.ask(QUESTION);
    const feedback = expectOk(
      await send<FeedbackView>(api, 'PUT', `/api/v1/records/${record}/feedback`, { verdict: 'up' }),
      200,
    );
    const begun = expectOk(await api.post<ConversationDetail>('/api/v1/conversations', {}), 201);
    expectOk(await api.post(`/api/v1/conversations/${begun.id}/questions`, { question: QUESTION }), 201);
    const conversation = expectOk(await api.get<ConversationDetail>(`/api/v1/conversations/${begun.id}`), 200);
    const draft = { question: 'Do we pay?', records: [record] };
    const decision = expectOk(await api.post<DecisionDetail>('/api/v1/decisions', draft), 201);
    const source = { question: QUESTION, expected: [{ document: document.id }] };
    const saved = { name: 'Bonus', query: 'bonus' };
    const search = expectOk(await api.post<SavedSearchView>('/api/v1/searches', saved), 201);
    const golden = expectOk(await api.post<GoldenQuestionView>('/api/v1/golden-questions', source), 201);
    const { key } = expectOk(await api.post<AddedKey>('/api/v1/keys', { name: 'script' }), 201);
    return {
      ...{ collection: document.collection.id, document: document.id, revision: document.current!.id, record },
      ...{
        feedback: feedback.id,
        conversation: conversation.id,
        turn: conversation.turns[0]!.id,
        decision: decision.id,
      },
      ...{ search: search.id, golden: golden.id, key: key.id, ...(await herSource(api, document.collection.id)) },
      ...{ person: '', session: '', group: '', matter: '', wall: '' },
    };
  }

  /** Her document comes under a matter, and a wall keeps the group of strangers out of it. */
  async function behindAWall(document: DocumentDetail) {
    const group = expectOk(await admin.post<GroupView>('/api/v1/groups', { name: 'Strangers' }), 201);
    const matter = expectOk(await admin.post<MatterView>('/api/v1/matters', { number: 'G-1', name: 'Bonus' }), 201);
    const wall = expectOk(
      await admin.post<WallView>('/api/v1/walls', {
        name: 'Around the bonus',
        subjects: [{ kind: 'group', id: group.id }],
        objects: [{ kind: 'matter', id: matter.id }],
      }),
      201,
    );
    expectOk(await send(admin, 'PATCH', `/api/v1/documents/${document.id}`, { matter: 'g-1' }), 200);
    return { group: group.id, matter: matter.id, wall: wall.id };
  }

  /** Somebody whom the wall keeps out, and who has the collection if that is said. */
  async function aStranger(role: Role, has: { collection: boolean }): Promise<Api> {
    const person = await aPerson(service, role, 'Ben');
    if (has.collection) await grant(service, person, hers.collection);
    expectOk(await send(admin, 'PUT', `/api/v1/groups/${hers.group}/members/${person.id}`), 200);
    return new Api(service.url, person.key);
  }

  /** A source that can't be reached, with the report of a run that says so. */
  async function herSource(api: Api, collection: string): Promise<{ source: string; run: string }> {
    const config = { kind: 'webdav', settings: { url: 'http://192.0.2.1/' } };
    const { id } = expectOk(await api.post<SourceView>('/api/v1/sources', { name: 'Files', config, collection }), 201);
    const begun = expectOk(await api.post<SourceRunView>(`/api/v1/sources/${id}/runs`, {}), 201);
    const route = `/api/v1/sources/${id}/runs/${begun.id}`;
    while (!expectOk(await api.get<SourceRunView>(route), 200).finishedAt) await delay(100);
    return { source: id, run: begun.id };
  }

  async function herSession(id: string): Promise<string> {
    const { url } = expectOk(await admin.post<AddedPerson['link']>(`/api/v1/people/${id}/sign-in-links`, {}), 201);
    expectOk(await new Api(service.url, null).post('/api/v1/session', { link: url.split('#')[1] }), 200);
    return expectOk(await admin.get<LoginList>(`/api/v1/sessions?person=${id}`), 200).sessions[0]!.id;
  }

  const entriesFrom = async (from: number): Promise<{ size: number; entries: { leaf: string }[] }> =>
    expectOk(await admin.get(`/api/v1/log/entries?from=${from}&limit=100`), 200);
  // Looking at the log is an entry of the log: the size that is told is that before.
  const logSize = async (): Promise<number> => (await entriesFrom(1_000_000)).size + 1;
  const kindsFrom = async (from: number): Promise<string[]> =>
    (await entriesFrom(from)).entries.map(({ leaf }) => (JSON.parse(leaf) as { kind: string }).kind);

  const send = <Body = unknown>(api: Api, method: string, path: string, body?: unknown, accept = 'application/json') =>
    api.send<Body>(method, path, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { accept, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    });

  /** The address of her object and of one that never was, and what tells the two apart. */
  function addressesOf(route: string): { hidden: string; missing: string; told: (text: string) => string } {
    const used = ROWS[route]!.ids.map((id) => (typeof id === 'string' ? ([hers[id], randomUUID()] as const) : id));
    const fill = (which: 0 | 1) => {
      let at = 0;
      return route.split(' ')[1]!.replace(/\{\w+\}/g, () => used[at++]![which]);
    };
    const told = (text: string) =>
      used.reduce(
        (all, pair) => pair.reduce((rest, value) => rest.replaceAll(decodeURIComponent(value), 'ID'), all),
        text,
      );
    return { hidden: fill(0), missing: fill(1), told };
  }

  /** What a caller can tell of a reply, but for the ids that they sent themselves. */
  const seen = ({ status, headers, body }: Reply, told: (text: string) => string) => ({
    ...{ status, type: headers.get('content-type') },
    body: told(typeof body === 'string' ? body : JSON.stringify(body)).replace(/"correlationId":"[^"]+"/, ''),
  });

  /** By its status, or in a stream that has nothing but an error. */
  const isRefusal = ({ status, body }: { status: number; body: string }) =>
    [403, 404].includes(status) ||
    (status === 200 && /^event: error\ndata: \{"code":"\w+\.(?:turn_)?not_found".*\n\n$/.test(body));

  it('are read by no route of which it is not told what it leaves in the log', async () => {
    const reading = (await serverRoutes()).filter((route) => route.startsWith('GET ')).sort();
    expect(
      Object.keys(ROUTE_LEAVES)
        .filter((route) => route.startsWith('GET '))
        .sort(),
    ).toEqual(reading);
  });

  it('have a row for every route with an id', async () => {
    const withIds = (await serverRoutes()).filter((route) => route.includes('{'));
    expect(withIds.length).toBeGreaterThan(30);
    expect(Object.keys(ROWS).sort()).toEqual(withIds.sort());
  });

  it('are there for herself', async () => {
    for (const route of READ_BY_HER) {
      const [method] = route.split(' ');
      expect([route, (await send(anna, method!, addressesOf(route).hidden)).status]).toEqual([route, 200]);
    }
  });

  const strangers = [
    ['reader', 'without grants', false],
    ['librarian', 'without grants', false],
    ['librarian', 'who has the collection and is walled off from the matter', true],
  ] as const;
  it.each(strangers)('are nothing to a %s %s, on any route', async (role, _how, hasCollection) => {
    const before = await state();
    const stranger = await aStranger(role, { collection: hasCollection });
    for (const [route, { ids, body, isForLibrarians = false }] of Object.entries(ROWS)) {
      if (isForLibrarians && role === 'librarian') continue;
      // What belongs to the collection as such is theirs, too.
      if (hasCollection && (ids.includes('collection') || ids.includes('source') || route.includes('/v1/models/{id}')))
        continue;
      const [method] = route.split(' ');
      for (const accept of ['application/json', 'text/event-stream']) {
        const { hidden, missing, told } = addressesOf(route);
        const answer = seen(await send(stranger, method!, hidden, body, accept), told);
        expect({ route, ...answer }).toEqual({
          route,
          ...seen(await send(stranger, method!, missing, body, accept), told),
        });
        expect([route, isRefusal(answer)]).toEqual([route, true]);
        expect([route, /glimmerstone|salaries|payroll|nine thousand/i.test(answer.body)]).toEqual([route, false]);
      }
    }
    expect(await state()).toEqual(before);
  });

  it.each(strangers)('are nothing to a %s %s who names them in a body or query', async (role, _how, hasCollection) => {
    const before = await state();
    const stranger = await aStranger(role, { collection: hasCollection });
    const own = expectOk(await stranger.post<ConversationDetail>('/api/v1/conversations', {}), 201).id;
    const within: Naming[] = [
      { route: `PUT /api/v1/conversations/${own}/branch`, thing: 'turn', body: (turn) => ({ turn }) },
      {
        ...{ route: `POST /api/v1/conversations/${own}/questions`, thing: 'turn' },
        body: (replaces) => ({ question: QUESTION, replaces }),
      },
    ];
    for (const { route, thing, body } of [...NAMED, ...within]) {
      if (hasCollection && thing === 'collection') continue;
      const [method, path] = route.split(' ') as [string, string];
      for (const accept of ['application/json', 'text/event-stream']) {
        const reply = async (id: string) => {
          const sent = await send(stranger, method, body ? path : `${path}${id}`, body?.(id), accept);
          return seen(sent, (text) => text.replaceAll(id, 'ID'));
        };
        const hidden = await reply(hers[thing]);
        expect({ route, thing, ...hidden }).toEqual({ route, thing, ...(await reply(randomUUID())) });
        expect([route, /glimmerstone|salaries|payroll|nine thousand/i.test(hidden.body)]).toEqual([route, false]);
      }
    }
    expect(await state()).toEqual(before);
  });

  it.each(strangers)('are in no list, count or search of a %s %s', async (role, _how, hasCollection) => {
    const stranger = await aStranger(role, { collection: hasCollection });
    const lists = (await serverRoutes()).filter((route) => /^GET \/(?:api\/v1|v1)\/[^{]*$/.test(route));
    expect(lists.length).toBeGreaterThan(15);
    const told = async (method: string, path: string, body?: unknown) => {
      const reply = await send(stranger, method, path, body);
      const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
      const leaks = /nine thousand|salaries|G-1|Around the bonus/i.exec(hasCollection ? text : `${text} `)?.[0];
      expect([path, leaks ?? null]).toEqual([path, null]);
      for (const thing of ['document', 'revision', 'matter', 'wall'] as const)
        expect([path, thing, text.includes(hers[thing])]).toEqual([path, thing, false]);
      return text;
    };
    for (const route of lists) await told('GET', route.split(' ')[1]!);
    await told('POST', '/api/v1/search', { query: 'glimmerstone bonus' });
    await told('POST', '/api/v1/questions', { question: QUESTION, model: 'quoted' });
    await told('GET', '/api/v1/documents?text=salaries');
    const inside = { collection: 'Payroll', files: [{ path: 'salaries.md', sha256: sha256Hex(TEXT) }] };
    await told('POST', '/api/v1/documents/check', inside).then((text) => expect(text).toBe('{"unchanged":[]}'));
  });

  it.each(strangers)('are not behind a matter that a %s %s may ask under', async (role, _how, hasCollection) => {
    const stranger = await aStranger(role, { collection: hasCollection });
    const ask = async (matter: string) => {
      const told = (text: string) => text.replaceAll(matter, 'NUMBER');
      return seen(await send(stranger, 'POST', '/api/v1/questions', { question: QUESTION, matter }), told);
    };
    const hidden = await ask('g-1');
    expect(hidden).toEqual(await ask('g-2'));
    expect(hidden.body).toContain('matter.not_found');
  });

  it('are refused in the time of those that never were', async () => {
    const stranger = await aStranger('librarian', { collection: true });
    const routes = [
      ...['GET /api/v1/documents/{id}', 'GET /api/v1/revisions/{id}/text', 'GET /api/v1/records/{id}'],
      ...['GET /api/v1/conversations/{id}', 'GET /api/v1/decisions/{id}', 'GET /api/v1/records/{id}/feedback'],
    ];
    for (const route of routes) {
      const { hidden, missing } = addressesOf(route);
      const times: Record<string, number[]> = { [hidden]: [], [missing]: [] };
      for (let i = 0; i < 25; i++)
        for (const path of [hidden, missing]) {
          const started = performance.now();
          await stranger.get(path);
          times[path]!.push(performance.now() - started);
        }
      const [a, b] = [hidden, missing].map((path) => times[path]!.sort((x, y) => x - y)[12]!) as [number, number];
      expect([route, Math.abs(a - b) < Math.max(25, Math.min(a, b) * 3)]).toEqual([route, true]);
    }
  });

  it('are looked for by canaries in every way of reading', async () => {
    for (const _again of [1, 2])
      expect(expectOk(await admin.post<SelfTestView>('/api/v1/access/self-test', {}), 200)).toMatchObject({
        ...{ ok: true, wrong: [], looks: 16 },
      });
    expect(JSON.stringify((await admin.get('/api/v1/collections')).body)).not.toContain('canary');
  });

  it('can not be written over by somebody who is walled off', async () => {
    const stranger = await aStranger('librarian', { collection: true });
    const { body } = await stranger.upload('Payroll', [{ name: 'salaries.md', bytes: 'Mine now.' }]);
    expect(body).toMatchObject({ accepted: 0, revised: 0, rejected: [{ code: 'document.place_not_writable' }] });
  });

  it('are nothing to a stranger by the tools of MCP', async () => {
    const stranger = await aStranger('librarian', { collection: true });
    const rpc = async (method: string, params: object) => {
      const call = { jsonrpc: '2.0', id: 1, method, params };
      const reply = await send(stranger, 'POST', '/mcp', call, 'application/json, text/event-stream');
      return typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    };
    const named = /"name":"([a-z_]+)","title"/g;
    const offered = [...(await rpc('tools/list', {})).replaceAll('\\"', '"').matchAll(named)].map(([, name]) => name);
    expect(offered.sort()).toEqual(Object.keys(TOOLS).sort());
    for (const [name, argumentsWith] of Object.entries(TOOLS)) {
      const call = async (thing: Record<'revision' | 'record', string>) => {
        const text = await rpc('tools/call', { name, arguments: argumentsWith(thing) });
        return text.replaceAll(thing.revision, 'ID').replaceAll(thing.record, 'ID');
      };
      const hidden = await call(hers);
      expect([name, /nine thousand|salaries/i.test(hidden), hidden.includes(hers.document)]).toEqual([
        name,
        false,
        false,
      ]);
      if (!/revision|records/.test(JSON.stringify(argumentsWith(hers)))) continue;
      expect(hidden).toContain('not_found');
      expect(hidden).toBe(await call({ revision: randomUUID(), record: randomUUID() }));
    }
  });

  /** What Anna finds at her things, and her keys and sessions. */
  async function state(): Promise<unknown[]> {
    const found = [];
    for (const route of READ_BY_HER) found.push((await anna.get(addressesOf(route).hidden)).body);
    for (const list of ['keys', 'sessions'])
      for (const { id } of (await anna.get<Record<string, { id: string }[]>>(`/api/v1/${list}`)).body[list]!)
        found.push(id);
    return found;
  }

  it('leave an entry of the log whenever somebody reads them, and so does the log', async () => {
    const isRead = (leaf: RouteLeaf): leaf is { reads: string } => typeof leaf === 'object' && 'reads' in leaf;
    const unseen: string[] = [];
    for (const [route, leaf] of Object.entries(ROUTE_LEAVES)) {
      if (!isRead(leaf) || NEEDS_MORE.has(route) || !route.startsWith('GET ')) continue;
      const path = route.includes('{') ? addressesOf(route).hidden : route.split(' ')[1]!;
      const from = await logSize();
      const [byHer, byAdmin] = [await anna.get(path), await admin.get(path)];
      const readers = [byHer, byAdmin].filter(({ status }) => status === 200).length;
      const kinds = await kindsFrom(from);
      if (readers === 0 || kinds.filter((kind) => kind === leaf.reads).length !== readers)
        unseen.push(`${route}: ${readers} read, ${kinds.join(', ')}`);
    }
    expect(unseen).toEqual([]);
  });

  it('leave an entry when they are changed, at least that of the request', async () => {
    const from = await logSize();
    const { hidden } = addressesOf('PATCH /api/v1/conversations/{id}');
    expectOk(await send(anna, 'PATCH', hidden, { title: 'Bonuses' }), 200);
    const [last] = (await entriesFrom(from)).entries;
    expect(JSON.parse(last!.leaf)).toMatchObject({
      kind: expect.stringMatching(/^(?:request\.handled|conversation\.)/),
    });
    expect(last!.leaf).toContain(hers.conversation);
    expect(last!.leaf).not.toContain('Bonuses');
  });

  /** Kinds of entries that somebody left from a position on; what goes on in the background is nobody's. */
  const kindsBySomebody = async (from: number): Promise<string[]> =>
    (await entriesFrom(from)).entries
      .map(({ leaf }) => JSON.parse(leaf) as { kind: string; actor: string })
      .filter(({ actor }) => actor !== 'system')
      .map(({ kind }) => kind);

  it('leave an entry whatever tool of MCP, or way of OpenAI, they are asked for by', async () => {
    const completion = { model: 'chancery', messages: [{ role: 'user', content: QUESTION }] };
    const ways: [string, () => Promise<Reply>][] = [
      ['completions', () => send(anna, 'POST', '/v1/chat/completions', completion)],
      ['streamed completions', () => send(anna, 'POST', '/v1/chat/completions', { ...completion, stream: true })],
      [
        'a streamed question',
        () => send(anna, 'POST', '/api/v1/questions', { question: QUESTION }, 'text/event-stream'),
      ],
      ...Object.entries(TOOLS).map(([name, argumentsWith]): [string, () => Promise<Reply>] => {
        const params = { name, arguments: argumentsWith(hers) };
        const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params };
        return [name, () => send(anna, 'POST', '/mcp', call, 'application/json, text/event-stream')];
      }),
    ];
    const silent: string[] = [];
    for (const [name, call] of ways) {
      const from = await logSize();
      const { status, body } = await call();
      expect([name, status, /not_found|"isError":true/.test(JSON.stringify(body))]).toEqual([name, 200, false]);
      if ((await kindsBySomebody(from)).length === 0) silent.push(name);
    }
    // Names of collections are no content.
    expect(silent).toEqual(['list_collections']);
  });

  it('leave an entry when they are changed, by every route that changes something', async () => {
    const kept = (route: string) => (route.startsWith('DELETE ') ? 1 : 0);
    const changing = Object.entries(ROWS)
      .filter(([route]) => !route.startsWith('GET ') && !route.includes('/scim/'))
      .sort(([a], [b]) => kept(a) - kept(b));
    const silent: string[] = [];
    const done: string[] = [];
    for (const [route, { body }] of changing) {
      const from = await logSize();
      const path = addressesOf(route).hidden;
      const [method] = route.split(' ') as [string];
      const byAdmin = await send(admin, method, path, body);
      const isDone = byAdmin.status < 300 || (await send(anna, method, path, body)).status < 300;
      if (!isDone) continue;
      done.push(route);
      if ((await kindsBySomebody(from)).length === 0) silent.push(route);
    }
    expect(silent).toEqual([]);
    expect(done.length).toBeGreaterThan(30);
  });
});
