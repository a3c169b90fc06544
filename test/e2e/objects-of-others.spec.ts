import { randomUUID } from 'node:crypto';
import type { ConversationDetail, DecisionDetail, SelfTestView } from '#contracts';
import { type Role, sha256Hex } from '#knowledge';
import { type TestService, queryOnce, startService } from '#testing';
import { Api, type Reply, expectOk } from './support/api.js';
import { TEXT, makeHerThings, signedIn } from './support/her-things.js';
import { type NamedPlace, namedPlaces } from './support/named-things.js';
import {
  FOUND,
  KNOWN_TO_AUDITORS,
  QUESTION,
  ROWS,
  TOLD_TO_ALL,
  TOOLS,
  type Own,
  type Thing,
  beside,
  missing,
  thingsAt,
} from './support/object-rows.js';
import { aPerson, grant } from './support/people.js';
import { ROUTE_LEAVES, type RouteLeaf } from '../../apps/api/src/http/route-leaves.js';
import { serverRoutes } from './support/server-routes.js';

/** Reads what is not there without more preparation than this test makes, or needs a key for directories. */
const NEEDS_MORE = new Set([
  ...['GET /api/v1/decisions/search', 'GET /api/v1/decisions/timeline', 'GET /api/v1/affected/{id}'],
  ...['GET /api/v1/index/comparison', 'GET /api/v1/comparison', 'GET /api/v1/removals/{id}'],
  ...['GET /scim/v2/Users', 'GET /scim/v2/Users/{id}', 'GET /scim/v2/Groups', 'GET /scim/v2/Groups/{id}'],
  ...['GET /api/v1/erasures/{id}', 'GET /api/v1/erasures/{id}/certificate'],
]);
/** What a librarian with the collection sees of Anna's things before and after: nothing may have moved. */
const READ_BY_HER = [
  ...['GET /api/v1/documents/{id}', 'GET /api/v1/revisions/{id}/text', 'GET /api/v1/records/{id}'],
  ...['GET /api/v1/records/{id}/feedback', 'GET /api/v1/conversations/{id}', 'GET /api/v1/decisions/{id}'],
  ...['GET /api/v1/sources/{id}', 'GET /api/v1/sources/{id}/runs/{run}'],
];

/** Somebody else, with a key, and with a session where only that is let in. */
type Stranger = Api & { readonly inBrowser: Api };

describe("another person's objects", () => {
  let service: TestService;
  let admin: Api;
  let anna: Api;
  let atHome: Api;
  let hers: Record<Thing, string>;

  beforeAll(async () => {
    service = await startService();
    admin = new Api(service.url, service.token);
    ({ hers, anna, atHome } = await makeHerThings(service, admin));
  });
  afterAll(() => service?.stop());

  /** Somebody whom the wall keeps out, and who has the collection if that is said. */
  async function aStranger(role: Role, has: { collection: boolean }): Promise<Stranger> {
    const person = await aPerson(service, role, 'Ben');
    if (has.collection) await grant(service, person, hers.collection);
    expectOk(await send(admin, 'PUT', `/api/v1/groups/${hers.group}/members/${person.id}`), 200);
    return Object.assign(new Api(service.url, person.key), { inBrowser: await signedIn(service, admin, person.id) });
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
    const used = ROWS[route]!.ids.map((id) =>
      typeof id === 'string' ? ([hers[id], missing(id)] as const) : ([id.known, id.other] as const),
    );
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

  it('are all there, for whom they belong to', async () => {
    const by = { anna, admin, session: atHome };
    for (const [thing, [who, path]] of Object.entries(FOUND) as [Thing, (typeof FOUND)[Thing]][]) {
      const reply = await by[who].get(path.replace(/\{(\w+)\}/g, (_, name: Thing) => hers[name]));
      const isIn = thing === 'entry' || JSON.stringify(reply.body).includes(decodeURIComponent(hers[thing]));
      expect([thing, reply.status, isIn]).toEqual([thing, 200, true]);
    }
  });

  const strangers = [
    ['reader', 'without grants', false],
    ['librarian', 'without grants', false],
    ['librarian', 'who has the collection and is walled off from the matter', true],
  ] as const;
  const strangersAndAuditors = [...strangers, ['auditor', 'who is walled off from the matter', false]] as const;
  it.each(strangersAndAuditors)('are nothing to a %s %s, on any route', async (role, _how, hasCollection) => {
    const before = await state();
    const stranger = await aStranger(role, { collection: hasCollection });
    for (const [route, row] of Object.entries(ROWS)) {
      const { ids, body, isForLibrarians = false, isForAuditors = false, bySession = false } = row;
      if (isForLibrarians && role === 'librarian') continue;
      // What belongs to the collection as such is theirs, too.
      if (hasCollection && (ids.includes('collection') || ids.includes('source') || route.includes('/v1/models/{id}')))
        continue;
      const [method] = route.split(' ');
      for (const accept of ['application/json', 'text/event-stream']) {
        const { hidden, missing, told } = addressesOf(route);
        const as = bySession ? stranger.inBrowser : stranger;
        const answer = seen(await send(as, method!, hidden, body, accept), told);
        expect([route, /glimmerstone|salaries|payroll|nine thousand/i.test(answer.body)]).toEqual([route, false]);
        if (isForAuditors && role === 'auditor') {
          expect([route, answer.status]).toEqual([route, method === 'GET' ? 200 : 403]);
          continue;
        }
        expect({ route, ...answer }).toEqual({ route, ...seen(await send(as, method!, missing, body, accept), told) });
        expect([route, isRefusal(answer)]).toEqual([route, true]);
      }
    }
    expect(await state()).toEqual(before);
  });

  it('are named at no place of a body or query of which it is not said what it names', () => {
    const places = namedPlaces();
    expect(places.length).toBeGreaterThan(70);
    expect(places.filter((place) => thingsAt(place).length === 0)).toEqual([]);
  });

  it.each(strangersAndAuditors)(
    'are nothing to a %s %s who names them in a body or query',
    async (role, _how, hasCollection) => {
      const before = await state();
      const stranger = await aStranger(role, { collection: hasCollection });
      const own = await ownOf(stranger);
      const told: object[] = [];
      for (const place of namedPlaces().filter(({ route, place: at }) => !TOLD_TO_ALL.has(`${route} ${at}`)))
        for (const thing of thingsAt(place)) {
          // Sources belong to their collection.
          if (hasCollection && (thing === 'collection' || thing === 'source')) continue;
          if (role === 'auditor' && KNOWN_TO_AUDITORS.has(`${place.route} ${place.place} ${thing}`)) continue;
          const hidden = await naming(stranger, own, place, thing, hers[thing]);
          const never = await naming(stranger, own, place, thing, missing(thing));
          const isLeak = /glimmerstone|salaries|payroll|nine thousand|"request\.invalid"/i.test(hidden.body);
          if (isLeak || JSON.stringify(hidden) !== JSON.stringify(never))
            told.push({ where: `${place.route} ${place.place} ${thing}`, hidden, never });
        }
      expect(told).toEqual([]);
      expect(await state()).toEqual(before);
    },
  );

  async function ownOf(api: Api): Promise<Own> {
    const { record } = await api.ask('What is the moon made of?');
    const conversation = expectOk(await api.post<ConversationDetail>('/api/v1/conversations', {}), 201).id;
    const draft = { question: 'Mine?', records: [record] };
    const decision = expectOk(await api.post<DecisionDetail>('/api/v1/decisions', draft), 201).id;
    return { record: record, conversation, decision };
  }

  /** What comes of a request that names something at a place, and is in order otherwise. */
  async function naming(api: Api, own: Own, place: NamedPlace, thing: Thing, value: string) {
    const [method, path] = place.route.split(' ') as [string, string];
    const kind = /\/api\/v1\/(conversation|record|decision)s\//.exec(path)?.[1] as keyof Own | undefined;
    const address = path.replace('{id}', kind ? own[kind] : randomUUID());
    const wanted = merged(place.sample(value), beside(place.route, thing, own), value) as Record<string, string>;
    if (place.route === 'POST /api/v1/documents') {
      const { collection = 'Mine', matter } = wanted;
      const sent = await api.upload(collection, [{ name: 'a.md', bytes: 'x' }], matter ? { matter } : {});
      return outcome(sent, value);
    }
    const query = place.part === 'query' ? `?${new URLSearchParams(wanted).toString()}` : '';
    return outcome(await send(api, method, `${address}${query}`, query === '' ? wanted : undefined), value);
  }

  /** Ids, secrets, places in the log, times and how long things took are new with every request. */
  const outcome = (reply: Reply, value: string) =>
    seen(reply, (text) =>
      text
        .replaceAll(value, 'NAMED')
        .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
        .replace(/ch[kls]_[\w-]+/g, 'SECRET')
        .replace(/"timings_ms":\{[^}]*\}/g, '"timings_ms":{}')
        .replace(/"(logIndex|entry|index|version)":\d+/g, '"$1":0'),
    );

  it.each(strangersAndAuditors)('are in no list, count or search of a %s %s', async (role, _how, hasCollection) => {
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
    for (const route of lists) {
      if (role === 'auditor' && route === 'GET /api/v1/log/entries') continue;
      await told('GET', route.split(' ')[1]!);
    }
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
    for (const route of READ_BY_HER.filter((each) => !each.includes('/sources/'))) {
      const paths = addressesOf(route);
      await told(stranger, paths, 5);
      // Other work of the machine tells them apart once; a difference between them does each time.
      const looks = [];
      do looks.push(await told(stranger, paths, 40));
      while (looks.length < 3 && looks.at(-1) !== null);
      expect([route, looks.at(-1)]).toEqual([route, null]);
    }
  });

  /** By turns, so that whatever else the machine does slows both. @returns What tells them apart; null: nothing. */
  async function told(api: Api, paths: Record<'hidden' | 'missing', string>, rounds: number) {
    const times: Record<'hidden' | 'missing', number[]> = { hidden: [], missing: [] };
    for (let i = 0; i < rounds; i++)
      for (const which of i % 2 ? (['hidden', 'missing'] as const) : (['missing', 'hidden'] as const)) {
        const started = performance.now();
        await api.get(paths[which]);
        times[which].push(performance.now() - started);
      }
    const chance = chanceOfSlower(times.hidden, times.missing);
    const [hiddenMs, missingMs] = [median(times.hidden), median(times.missing)];
    const isAlike = Math.abs(chance - 0.5) < 0.3 || Math.abs(hiddenMs - missingMs) < Math.max(1, missingMs / 5);
    return isAlike ? null : { chance, hiddenMs, missingMs };
  }

  it('are looked for by canaries in every way of reading', async () => {
    for (const _again of [1, 2])
      expect(expectOk(await admin.post<SelfTestView>('/api/v1/access/self-test', {}), 200)).toMatchObject({
        ...{ ok: true, wrong: [], looks: 16 },
      });
    expect(JSON.stringify((await admin.get('/api/v1/collections')).body)).not.toContain('canary');
  });

  it('can not be written over by somebody who is walled off, and whoever meets their names leaves an entry of the log', async () => {
    const stranger = await aStranger('librarian', { collection: true });
    const from = await logSize();
    const { body } = await stranger.upload('Payroll', [{ name: 'salaries.md', bytes: 'Mine now.' }]);
    expect(body).toMatchObject({ accepted: 0, revised: 0, rejected: [{ code: 'document.place_not_writable' }] });
    const outsider = await aStranger('librarian', { collection: false });
    for (const [path, taken, code] of [
      ['/api/v1/collections', { name: 'payroll ' }, 'collection.exists'],
      ['/api/v1/matters', { number: 'g-1', name: 'Mine' }, 'matter.exists'],
    ] as const)
      expect((await outsider.post(path, taken)).body).toMatchObject({ code });
    const leaves = (await entriesFrom(from)).entries.map(
      ({ leaf }) => JSON.parse(leaf) as { kind: string; subject: unknown },
    );
    const met = leaves.filter(({ kind }) => kind.includes('.hidden_')).map(({ kind, subject }) => [kind, subject]);
    const [there] = await queryOnce<{ c: string; d: string; m: string }>(
      service.databaseUrl(),
      `SELECT c.id AS c, d.id AS d, (SELECT id FROM matters WHERE number_key = 'g-1') AS m
       FROM collections c JOIN documents d ON d.collection_id = c.id WHERE c.name = 'Payroll' AND d.path = 'salaries.md'`,
    );
    expect(met).toEqual([
      ['document.hidden_place_met', { collection: there!.c, document: there!.d }],
      ['collection.hidden_name_met', { collection: there!.c }],
      ['matter.hidden_number_met', { matter: there!.m }],
    ]);
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

/** How likely one of the first takes longer than one of the second: a half where nobody can tell them apart (Mann-Whitney). */
function chanceOfSlower(some: readonly number[], others: readonly number[]): number {
  const pairs = some.flatMap((one) => others.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)));
  return pairs.reduce((sum: number, each) => sum + each, 0) / pairs.length;
}

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

/** A request with more beside it; what it names stays. */
function merged(sample: unknown, more: unknown, named: string): unknown {
  if (more === undefined) return sample;
  if (sample === undefined || !JSON.stringify(sample).includes(named)) return more;
  if (sample === named) return sample;
  if (Array.isArray(sample) && Array.isArray(more))
    return sample.length === 0 ? more : sample.map((each, i) => merged(each, more[i], named));
  if (typeof sample !== 'object' || typeof more !== 'object' || sample === null || more === null) return more;
  const [one, other] = [sample as Record<string, unknown>, more as Record<string, unknown>];
  return Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((key) => [key, merged(one[key], other[key], named)]),
  );
}
