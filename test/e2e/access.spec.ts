import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DoctorView, LogEntries, RunningViewBody, SelfTestView, WouldBeCited } from '#contracts';
import type { CollectionList, DocumentDetail, DocumentList, RecordList, StatusView } from './support/views.js';
import { sha256Hex } from '#knowledge';
import { type TestService, queryOnce, startService } from '#testing';
import { zipOf } from '../medium/ingestion/pack.js';
import { Api, type Reply, expectOk, until } from './support/api.js';
import { aPerson } from './support/people.js';
import { readEvents } from './support/read-events.js';
import { chancery } from './support/up.js';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Nobody sees another's documents, by whatever route, and what is hidden looks like what is not there. */
describe('access', () => {
  let service: TestService;
  let admin: Api;
  let secret: DocumentDetail;
  let record: string;
  const reader = { id: randomUUID(), key: '' };
  const librarian = { id: randomUUID(), key: '' };
  const as = (person: { key: string }) => new Api(service.url, person.key);

  beforeAll(async () => {
    service = await startService();
    admin = new Api(service.url, service.token);
    secret = await admin.add(
      'Payroll',
      'salaries.md',
      '# Salaries\n\nThe glimmerstone bonus is nine thousand pounds.\n',
      { matter: 'M-9' },
    );
    await admin.add('Open', 'canteen.md', '# Canteen\n\nThe canteen opens at eight.\n');
    const answer = await admin.ask('How much is the glimmerstone bonus?');
    expect(answer.outcome).toBe('answered');
    record = answer.record;
    await enter(reader, 'reader');
    await enter(librarian, 'librarian');
  });
  afterAll(() => service?.stop());

  const sql = (text: string, parameters: unknown[]) => queryOnce(service.databaseUrl(), text, parameters);

  async function enter(person: { id: string; key: string }, role: string): Promise<void> {
    person.key = `chk_${randomBytes(32).toString('base64url')}`;
    await sql(`INSERT INTO users (id, name, role, created_at) VALUES ($1, $2, $2, now())`, [person.id, role]);
    await sql(
      `INSERT INTO credentials (id, secret_sha256, kind, user_id, name, created_at) VALUES (gen_random_uuid(), $1, 'key', $2, 'test', now())`,
      [sha256Hex(person.key), person.id],
    );
  }

  const grant = async (userId: string, collectionId: string, isDenied: boolean) => {
    await sql(
      `UPDATE access_grants SET to_seq = access_change() WHERE subject_id = $1 AND object_id = $2 AND to_seq IS NULL`,
      [userId, collectionId],
    );
    await sql(`INSERT INTO access_grants (subject_id, object_id, is_denied) VALUES ($1, $2, $3)`, [
      userId,
      collectionId,
      isDenied,
    ]);
  };

  const bare = ({ status, body }: Reply) => {
    const { correlationId: _id, ...rest } = body as { correlationId?: string };
    return { status, body: rest };
  };

  /** Every route that takes an id: the hidden one must answer word for word as one that never was. */
  async function expectNothingSeen(api: Api): Promise<void> {
    const nobody = randomUUID();
    const revision = secret.current!.id;
    const pairs: [string, string, string, unknown?][] = [
      ['GET', `/api/v1/documents/${secret.id}`, `/api/v1/documents/${nobody}`],
      ['DELETE', `/api/v1/documents/${secret.id}`, `/api/v1/documents/${nobody}`],
      ['POST', `/api/v1/documents/${secret.id}/restore`, `/api/v1/documents/${nobody}/restore`, {}],
      ['GET', `/api/v1/revisions/${revision}/text`, `/api/v1/revisions/${nobody}/text`],
      ['GET', `/api/v1/revisions/${revision}/file`, `/api/v1/revisions/${nobody}/file`],
      ['GET', `/api/v1/records/${record}`, `/api/v1/records/${nobody}`],
    ];
    for (const [method, hidden, missing, value] of pairs) {
      const init =
        value === undefined ? {} : { body: JSON.stringify(value), headers: { 'content-type': 'application/json' } };
      const answer = bare(await api.send(method, hidden, init));
      expect(answer).toEqual(bare(await api.send(method, missing, init)));
      expect([403, 404]).toContain(answer.status);
    }
    for (const name of ['Payroll', secret.collection.id]) {
      const hide = (reply: Reply, used: string) => JSON.stringify(bare(reply)).replaceAll(used, 'NAME');
      for (const ask of [
        (used: string) => api.get(`/api/v1/documents?collection=${used}`),
        (used: string) => api.post('/api/v1/search', { query: 'glimmerstone', collections: [used] }),
        (used: string) => api.post('/api/v1/questions', { question: 'glimmerstone bonus?', collections: [used] }),
        (used: string) => api.post('/api/v1/documents/retry', { collection: used }),
        (used: string) => api.delete(`/api/v1/collections/${used}`),
        (used: string) =>
          api.post('/api/v1/documents/check', {
            collection: used,
            files: [{ path: 'salaries.md', sha256: secret.current!.sha256 }],
          }),
      ]) {
        expect(hide(await ask(name), name)).toBe(hide(await ask('Nowhere'), 'Nowhere'));
      }
    }
    expect(await api.passages('glimmerstone bonus nine thousand pounds', { limit: 100 })).toEqual([]);
    expect(await api.passages('glimmerstone bonus', { limit: 100, filter: { matter: 'M-9' } })).toEqual([]);
    expect(await api.passages('glimmerstone bonus', { limit: 100, asOf: new Date().toISOString() })).toEqual([]);
    const answer = await api.ask('How much is the glimmerstone bonus?');
    expect(answer).toMatchObject({ outcome: 'refused', citations: [], coverage: { searched: 0, unreadable: 0 } });
    expect(
      JSON.stringify((await readEvents(api, { question: 'How much is the glimmerstone bonus?' })).events),
    ).not.toMatch(/nine thousand|salaries/);
    expect(expectOk(await api.get<DocumentList>('/api/v1/documents'), 200)).toEqual({ documents: [], total: 0 });
    expect(expectOk(await api.get<DocumentList>('/api/v1/documents?text=salaries'), 200).total).toBe(0);
    expect(expectOk(await api.get<CollectionList>('/api/v1/collections'), 200).collections).toEqual([]);
    expect(expectOk(await api.get<StatusView>('/api/v1/status'), 200).documents).toEqual({
      live: 0,
      failed: 0,
      pending: 0,
    });
    const { records } = expectOk(await api.get<RecordList>('/api/v1/records'), 200);
    expect(records.map(({ id }) => id)).not.toContain(record);
  }

  it('a reader without grants sees nothing', async () => expectNothingSeen(as(reader)));
  it('a librarian without grants sees nothing either', async () => expectNothingSeen(as(librarian)));

  it('who does not look after the service is told how it is, and nothing of its inside', async () => {
    for (const api of [as(reader), as(librarian)]) {
      const status = expectOk(await api.get<StatusView>('/api/v1/status'), 200);
      expect(Object.keys(status).sort()).toEqual(['documents', 'models', 'status', 'uptime_s', 'version']);
      const doctor = expectOk(await api.get<DoctorView>('/api/v1/doctor'), 200);
      expect(doctor.checks.map(({ name }) => name)).toEqual(['database', 'queues', 'worker', 'inference', 'documents']);
      expect(JSON.stringify(doctor)).not.toContain(service.dataDir);
    }
    const whole = expectOk(await admin.get<StatusView>('/api/v1/status'), 200);
    expect(whole.index).toMatchObject({ generation: 'g1' });
    expect(JSON.stringify(expectOk(await admin.get<DoctorView>('/api/v1/doctor'), 200))).toContain(service.dataDir);
  });

  it('a librarian can not write into a collection that is hidden, nor learn that it is there', async () => {
    const hidden = bare(await as(librarian).upload('Payroll', [{ name: 'a.txt', bytes: 'mine' }]));
    expect(hidden).toMatchObject({ status: 404, body: { code: 'collection.not_found' } });
    expect((await admin.documents('collection=Payroll')).total).toBe(1);
    expect(readdirSync(join(service.dataDir, 'uploads'))).toEqual([]);
    expect((await sql('SELECT 1 FROM access_grants WHERE subject_id = $1', [librarian.id])).length).toBe(0);
  });

  it('a librarian may make a collection with several uploads at once, and sees it', async () => {
    const api = as(librarian);
    const uploads = ['a', 'b', 'c', 'd'].map((name) =>
      api.upload('Fresh', [{ name: `${name}.txt`, bytes: `Text ${name}.` }]),
    );
    expect((await Promise.all(uploads)).map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect((await api.documents('collection=Fresh')).total).toBe(4);
    expect((await as(reader).get('/api/v1/documents?collection=Fresh')).status).toBe(404);
  });

  it('a reader changes nothing and reads no log', async () => {
    const api = as(reader);
    const refused = [
      await api.upload('Open', [{ name: 'a.txt', bytes: 'x' }]),
      await api.post('/api/v1/collections', { name: 'Mine' }),
      await api.post('/api/v1/documents/retry', {}),
      await api.post('/api/v1/sign-in-links', {}),
      await api.get('/api/v1/log/checkpoint'),
      await api.get('/api/v1/log/verify'),
    ];
    expect(refused.map(({ status, body }) => [status, (body as { code?: string }).code])).toEqual(
      refused.map(() => [403, 'auth.forbidden']),
    );
    expect((await admin.get('/api/v1/log/checkpoint')).status).toBe(200);
  });

  it('a grant opens exactly its collection, at once', async () => {
    await grant(reader.id, secret.collection.id, false);
    const api = as(reader);
    expect((await api.document(secret.id)).title).toBe('Salaries');
    expect((await api.get(`/api/v1/revisions/${secret.current!.id}/text`)).status).toBe(200);
    expect((await api.get(`/api/v1/revisions/${secret.current!.id}/file`)).status).toBe(200);
    expect((await api.passages('glimmerstone bonus'))[0]?.document).toBe(secret.id);
    expect(await api.passages('canteen opens at eight', { mode: 'keyword' })).toEqual([]);
    const answer = await api.ask('How much is the glimmerstone bonus?');
    expect(answer.outcome).toBe('answered');
    expect((await api.get(`/api/v1/records/${answer.record}`)).status).toBe(200);
    expect((await api.get(`/api/v1/records/${record}`)).status).toBe(404);
    expect((await api.status()).documents.live).toBe(1);
  });

  it('a denial beats the grant, at once', async () => {
    await grant(reader.id, secret.collection.id, true);
    await expectNothingSeen(as(reader));
  });

  it("a denial beats an administrator's right to everything", async () => {
    const other = { id: randomUUID(), key: '' };
    await enter(other, 'administrator');
    await grant(other.id, secret.collection.id, true);
    const api = as(other);
    expect((await api.get(`/api/v1/documents/${secret.id}`)).status).toBe(404);
    expect(await api.passages('glimmerstone bonus', { mode: 'keyword' })).toEqual([]);
    expect((await api.documents('')).documents.map(({ path }) => path)).not.toContain('salaries.md');
    expect((await api.documents('')).documents.map(({ path }) => path)).toContain('canteen.md');
    // Nor is it told by way of what was answered from it.
    const records = async (whose: Api) =>
      expectOk(await whose.get<{ records: { id: string }[] }>('/api/v1/records'), 200);
    expect((await records(admin)).records.map(({ id }) => id)).toContain(record);
    expect((await records(api)).records.map(({ id }) => id)).not.toContain(record);
    for (const part of ['', '/proof', '/evidence', '/feedback'])
      expect([part, (await api.get(`/api/v1/records/${record}${part}`)).status]).toEqual([part, 404]);
    expect((await api.post(`/api/v1/records/${record}/replay`, {})).status).toBe(404);
  });

  it('a denial of an archive holds for what came out of it, also when a file is sent to its place', async () => {
    const archive = await admin.add('Velvet', 'a.zip', zipOf({ 'memo.md': 'The velvet ledger names nine partners.' }));
    const nia = await aPerson(service, 'reader', 'Nia');
    await grant(nia.id, archive.collection.id, false);
    const denial = { subject: { kind: 'person', id: nia.id }, object: { kind: 'document', id: archive.id } };
    expectOk(await admin.put('/api/v1/grants', { ...denial, access: 'deny' }), 204);
    const path = 'a.zip/memo.md';
    const memo = await until('the memo is read', 60_000, async () => {
      const { documents } = await admin.documents('collection=Velvet&state=live');
      return documents.find((one) => one.path === path) ?? null;
    });
    const { latest } = await admin.document(memo.id);
    const { size } = expectOk(await admin.get<{ size: number }>('/api/v1/log/checkpoint'), 200);
    const bytes = 'The velvet ledger names ten partners.';
    const sent = await admin.upload('Velvet', [{ name: 'memo.md', bytes }], { paths: JSON.stringify([path]) });
    expect(expectOk(sent, 201).documents).toEqual([
      { path, documentId: memo.id, revisionId: expect.any(String) as string, outcome: 'revised' },
    ]);
    // What is known of her is read anew once anything changed.
    await grant(reader.id, archive.collection.id, true);
    const read = (part: string) => as(nia).get(`/api/v1/${part}`);
    for (const part of [`documents/${memo.id}`, `revisions/${latest.id}/text`])
      expect((await read(part)).status).toBe(404);
    expect((await as(nia).documents('collection=Velvet')).total).toBe(0);
    const { entries } = expectOk(await admin.get<LogEntries>(`/api/v1/log/entries?from=${size}&limit=100`), 200);
    const leaves = entries.map(({ leaf }) => JSON.parse(leaf) as { kind: string; subject: object });
    expect(leaves.filter(({ kind }) => kind === 'grant.changed').map(({ subject }) => subject)).toEqual([
      { person: nia.id, document: memo.id, access: 'deny' },
    ]);
  });

  it('an administrator looks with the eyes of a reader: what both may see, read-only, and the log names both', async () => {
    const wall = async (objects: object[], subjects: object[]) =>
      expectOk(
        await admin.post<{ id: string }>('/api/v1/walls', { name: `W ${randomUUID()}`, subjects, objects }),
        201,
      );
    const ada = await aPerson(service, 'administrator', 'Ada');
    const other = await aPerson(service, 'administrator', 'Otto');
    const ines = await aPerson(service, 'reader', 'Ines');
    await grant(ines.id, secret.collection.id, false);
    const open = (await admin.documents('collection=Open')).documents[0]!;
    const [mine, hers] = [as(ada), as(ines)];
    const asked = await hers.ask('How much is the glimmerstone bonus?');
    expect((await mine.post('/api/v1/view', { person: ines.id })).status).toBe(400);
    const view = expectOk(
      await mine.post<RunningViewBody>('/api/v1/view', { person: ines.id, reason: 'Ticket 4711' }),
      201,
    );
    expect(view.person).toEqual({ id: ines.id, name: 'Ines', role: 'reader' });
    const through = new Api(service.url, ada.key, { 'x-chancery-view': view.id });

    // Sees what she sees, not what the administrator sees besides.
    expect((await through.document(secret.id)).title).toBe('Salaries');
    expect((await through.get(`/api/v1/documents/${open.id}`)).status).toBe(404);
    expect((await through.passages('glimmerstone bonus'))[0]?.document).toBe(secret.id);
    expect(await through.passages('canteen opens at eight', { mode: 'keyword' })).toEqual([]);
    const { size } = expectOk(await admin.get<{ size: number }>('/api/v1/log/checkpoint'), 200);
    const cite = (question: string) => through.post<WouldBeCited>('/api/v1/view/citations', { question });
    const cited = expectOk(await cite('How much is the glimmerstone bonus?'), 200);
    expect(cited.citations.map(({ document, quote }) => [document, quote.includes('nine thousand')])).toEqual([
      [secret.id, true],
    ]);
    expect(expectOk(await cite('When does the canteen open?'), 200)).toMatchObject({ citations: [] });
    expect((await through.get(`/api/v1/revisions/${secret.current!.id}/text`)).status).toBe(200);
    expect((await through.get(`/api/v1/revisions/${secret.current!.id}/file`)).status).toBe(200);
    const { entries } = expectOk(await admin.get<LogEntries>(`/api/v1/log/entries?from=${size}&limit=100`), 200);
    const leaves = entries
      .map(({ leaf }) => JSON.parse(leaf) as { kind: string; actor: string; subject: Record<string, unknown> })
      .filter(({ kind }) => !kind.startsWith('log.'));
    expect(leaves.map(({ kind }) => kind)).toEqual([
      ...['citations.seen', 'citations.seen', 'revision.read', 'revision.downloaded'],
    ]);
    for (const { actor, subject } of leaves)
      expect({ actor, ...subject }).toMatchObject({ actor: ada.id, as: ines.id, view: view.id });

    // Asks nothing in her name, changes nothing, reads nothing private.
    const closed: [string, string, unknown?][] = [
      ['POST', '/api/v1/questions', { question: 'How much?' }],
      ['GET', `/api/v1/records/${asked.record}`],
      ['GET', '/api/v1/records'],
      ['GET', '/api/v1/conversations'],
      ['GET', '/api/v1/searches'],
      ['GET', '/api/v1/decisions'],
      ['GET', '/api/v1/people'],
      ['GET', '/api/v1/log/entries'],
      ['POST', '/api/v1/keys', { name: 'x' }],
      ['POST', '/api/v1/view', { person: other.id, reason: 'x' }],
      ['DELETE', `/api/v1/documents/${secret.id}`],
      ['POST', '/v1/chat/completions', {}],
      ['POST', '/mcp', {}],
    ];
    for (const [method, path, value] of closed) {
      const init = value === undefined ? {} : { body: JSON.stringify(value), headers: JSON_TYPE };
      const reply = await through.send(method, path, init);
      expect([method, path, reply.status, /view\.[a-z_]+/.exec(JSON.stringify(reply.body))?.[0]]).toEqual([
        ...[method, path, 403, 'view.read_only'],
      ]);
    }
    const like = await through.post('/api/v1/search', { like: { id: asked.record } });
    expect(bare(like)).toEqual(bare(await through.post('/api/v1/search', { like: { id: randomUUID() } })));

    // Without the header the key is the administrator's own; a stranger's key has no use for the view.
    expect((await mine.get(`/api/v1/documents/${open.id}`)).status).toBe(200);
    const foreign = new Api(service.url, other.key, { 'x-chancery-view': view.id });
    expect(bare(await foreign.get('/api/v1/documents')).body).toMatchObject({ code: 'view.ended' });
    expect((await hers.post('/api/v1/view', { person: ada.id, reason: 'x' })).status).toBe(403);

    // A wall before the administrator stands there under somebody else's eyes, too.
    const { id } = await wall([{ kind: 'collection', id: secret.collection.id }], [{ kind: 'person', id: ada.id }]);
    expect((await hers.document(secret.id)).title).toBe('Salaries');
    expect((await through.get(`/api/v1/documents/${secret.id}`)).status).toBe(404);
    expect(await through.passages('glimmerstone bonus')).toEqual([]);
    expect(expectOk(await cite('How much is the glimmerstone bonus?'), 200)).toMatchObject({ citations: [] });
    expect((await admin.delete(`/api/v1/walls/${id}`)).status).toBe(204);

    expect((await through.delete('/api/v1/view')).status).toBe(204);
    expect(bare(await through.get('/api/v1/documents'))).toMatchObject({ status: 409, body: { code: 'view.ended' } });
  });

  it('an administrator looks as somebody else from the command line', async () => {
    const rui = await aPerson(service, 'reader', 'Rui Costa');
    await grant(rui.id, secret.collection.id, false);
    const at = { url: service.url, token: service.token };
    const through = ['--view-as', 'Rui Costa', '--view-reason', 'Ticket 12'];
    const cited = await chancery(at, ...through, 'would-cite', 'How much is the glimmerstone bonus?');
    expect(cited).toMatchObject({ status: 0, stdout: expect.stringContaining('nine thousand') });
    const found = await chancery(at, ...through, 'collections', 'list', '--json');
    const { collections } = JSON.parse(found.stdout) as CollectionList;
    expect(collections.map(({ name }) => name)).toEqual(['Payroll']);
    expect(await chancery(at, ...through, 'people', 'list')).toMatchObject({ status: 1 });
    expect(await chancery(at, 'would-cite', 'How much?')).toMatchObject({ status: 2 });
    expect(await chancery(at, '--view-as', 'Rui Costa', 'search', 'bonus')).toMatchObject({ status: 2 });
    const report = await chancery(at, 'access', 'report', '--collection', 'Payroll');
    expect(report.stdout).toMatch(/Rui Costa .*Ticket 12/);
    expect(await sql(`SELECT 1 FROM access_views WHERE ended_at IS NULL`, [])).toEqual([]);
  });

  it('somebody who was suspended is nobody', async () => {
    await sql('UPDATE users SET suspended_at = now() WHERE id = $1', [librarian.id]);
    expect((await as(librarian).get('/api/v1/session')).status).toBe(401);
  });

  it('is tested by canaries: the command finds all well, and a canary that sees too much', async () => {
    const selfTest = async () => {
      const { status, stdout } = await chancery(
        { url: service.url, token: service.token },
        ...['access', 'self-test', '--json'],
      );
      return { status, ...(JSON.parse(stdout) as SelfTestView) };
    };
    const doctor = async () => {
      const { checks } = expectOk(await admin.get<DoctorView>('/api/v1/doctor'), 200);
      return checks.find(({ name }) => name === 'access');
    };
    expect(await selfTest()).toMatchObject({ status: 0, ok: true, looks: 16, wrong: [] });
    expect(await doctor()).toMatchObject({ ok: true, detail: expect.stringContaining('16 looks') });
    const [first] = await queryOnce<{ id: string }>(
      service.databaseUrl(),
      `SELECT id FROM collections WHERE name = 'canary first'`,
      [],
    );
    await grant('00000000-0000-4000-8000-000000000002', first!.id, false);
    const { status, ok, wrong } = await selfTest();
    expect([status, ok]).toEqual([1, false]);
    const ways = ['keyword search', 'vector search', 'list', 'titles', 'count', 'show', 'text', 'file'];
    expect(wrong).toEqual(ways.map((way) => `single, ${way}: leaked`));
    expect(await doctor()).toMatchObject({ ok: false, detail: expect.stringContaining('single, show: leaked') });
  });
});
