import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionView } from '#contracts';
import { tableNameFor } from '#search-index';
import { type Api, Api as Caller, type UploadFile, expectOk, until } from './support/api.js';
import { aPerson, grant } from './support/people.js';
import { Replicas } from './support/replicas.js';
import { chancery } from './support/up.js';

const QUESTIONS_PER_MINUTE = 40;
const FILES = 60;
const BATCH = 6;
const SETTLED_WITHIN_MS = 240_000;

/** As several machines run them: nothing is shared but the stores and the keys. */
describe('two APIs, three workers and the inference host apart', () => {
  let replicas: Replicas;
  let one: Api & { token: string };
  let other: Api & { token: string };

  beforeAll(async () => {
    replicas = await Replicas.start({ LIMIT_QUESTIONS_PER_MINUTE: String(QUESTIONS_PER_MINUTE) });
    [one, other] = [await replicas.api('api-1'), await replicas.api('api-2')];
  });
  afterAll(() => replicas?.stop());

  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const count = async (sql: string) => (await replicas.query<{ n: number }>(`SELECT count(*)::int AS n ${sql}`))[0]!.n;

  it('prepare the database, leave a key for the command line, and answer alike at both', async () => {
    const file = join(replicas.folder, 'leave.md');
    await writeFile(file, '# Leave\n\nEvery employee has thirty days of paid leave a year.\n');
    const ingested = await chancery(one, 'ingest', file, '--wait', '--json', '--quiet');
    expect(JSON.parse(ingested.stdout)).toMatchObject({ accepted: 1, live: 1, failed: [] });
    const question = 'How many days of paid leave does an employee have?';
    const [here, there] = [await one.ask(question), await other.ask(question)];
    expect(here).toMatchObject({ outcome: 'answered', answer: 'Every employee has thirty days of paid leave a year.' });
    expect(there).toMatchObject({ outcome: 'answered', answer: here.answer });
    expect(expectOk(await other.get(`/api/v1/records/${here.record}`), 200)).toMatchObject({ id: here.record });
  });

  it('know whoever signed in at the other, until they sign out there', async () => {
    const { url } = expectOk(await one.post<{ url: string }>('/api/v1/sign-in-links', {}), 201);
    const link = { link: url.split('#')[1] };
    const from = { 'content-type': 'application/json', 'x-chancery-request': '1' };
    const nobody = new Caller(other.url, null);
    const opened = await nobody.send('POST', '/api/v1/session', { body: JSON.stringify(link), headers: from });
    expectOk(opened, 200);
    const cookie = opened.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const asSession = (at: Api, method: string) =>
      new Caller(at.url, null).send<SessionView>(method, '/api/v1/session', { headers: { ...from, cookie } });
    expect((await asSession(one, 'GET')).status).toBe(200);
    expect((await asSession(other, 'GET')).status).toBe(200);
    // A link opens one session, whichever of them is asked.
    const again = await new Caller(one.url, null).send('POST', '/api/v1/session', {
      body: JSON.stringify(link),
      headers: from,
    });
    expect(again.status).toBe(401);
    expect((await asSession(one, 'DELETE')).status).toBe(204);
    expect((await asSession(other, 'GET')).status).toBe(401);
  });

  it('count what somebody asks together', async () => {
    const reader = await aPerson(one, 'reader');
    const { documents } = await one.documents('text=leave.md');
    await grant(one, reader, documents[0]!.collection.id);
    const asked = await Promise.all(
      Array.from({ length: QUESTIONS_PER_MINUTE + 10 }, (_, i) =>
        new Caller((i % 2 === 0 ? one : other).url, reader.key).post('/api/v1/questions', {
          question: 'How many days of paid leave?',
        }),
      ),
    );
    const statuses = asked.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(QUESTIONS_PER_MINUTE);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });

  it('lose and double nothing when files come through both and the worker that writes is killed in the middle', async () => {
    const name = (i: number) => `report-${i}.md`;
    const text = (i: number) =>
      `# Report ${i}\n\nThe site of branch ${i} is inspected every ${i + 2} weeks.\n\n## Costs\n\nBranch ${i} spends ${i * 100 + 7} crowns.\n`;
    const files: UploadFile[] = Array.from({ length: FILES }, (_, i) => ({ name: name(i), bytes: text(i) }));
    const send = async (api: Api, from: number, step: number) => {
      for (let i = from; i < files.length; i += step)
        expectOk(await api.upload('Reports', files.slice(i, i + BATCH)), 201);
    };
    const before = (await replicas.writer())!;
    expect(before).toMatch(/^worker-/);
    // Every file comes through one of them, and the first share of them through both at once.
    const sending = Promise.all([send(one, 0, 2 * BATCH), send(other, BATCH, 2 * BATCH), send(other, 0, FILES)]);
    await until('some of it is live', 120_000, async () =>
      (await count(
        `FROM revisions r JOIN documents d ON d.id = r.document_id WHERE d.path LIKE 'report-%' AND r.state = 'live'`,
      )) > 0
        ? true
        : null,
    );
    await replicas.kill(before);
    const pendingAtKill = await count(`FROM revisions WHERE state IN ('queued', 'chunked')`);
    await sending;
    const after = await until('another worker writes', 60_000, async () => {
      const writer = await replicas.writer();
      return writer !== null && writer !== before ? writer : null;
    });
    await until('all of it is live', SETTLED_WITHIN_MS, async () =>
      (await count(`FROM revisions WHERE state IN ('queued', 'chunked')`)) === 0 ? true : null,
    );
    process.stdout.write(`${before} was killed with ${pendingAtKill} documents on their way; ${after} went on.\n`);

    const documents = await replicas.query<{ path: string; sha256: string; state: string; revisions: number }>(
      `SELECT d.path, r.sha256, r.state, (SELECT count(*)::int FROM revisions x WHERE x.document_id = d.id) AS revisions
       FROM documents d JOIN revisions r ON r.id = d.current_revision_id WHERE d.path LIKE 'report-%'`,
    );
    const sent = files.map((_, i) => ({ path: name(i), sha256: sha256(text(i)), state: 'live', revisions: 1 }));
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
    expect(documents.sort(byPath)).toEqual(sent.sort(byPath));
    const chunks = await replicas.query<{ id: string }>(
      `SELECT k.id FROM chunks k JOIN revisions r ON r.id = k.revision_id JOIN documents d ON d.id = r.document_id
         JOIN collections c ON c.id = d.collection_id WHERE r.state = 'live' AND c.kind = 'library'`,
    );
    const indexed = await replicas.indexedIds(tableNameFor('g1'));
    expect(new Set(indexed).size).toBe(indexed.length);
    expect([...indexed].sort()).toEqual(chunks.map(({ id }) => id).sort());
    const entries = await replicas.query<{ kind: string; n: number; distinct: number }>(
      `SELECT kind, count(*)::int AS n, count(DISTINCT leaf::jsonb #>> '{subject,revision}')::int AS "distinct" FROM log_entries
       WHERE kind IN ('document.uploaded', 'revision.live') AND leaf::jsonb #>> '{subject,revision}' IN (
         SELECT r.id::text FROM revisions r JOIN documents d ON d.id = r.document_id WHERE d.path LIKE 'report-%')
       GROUP BY kind ORDER BY kind`,
    );
    const each = { n: FILES, distinct: FILES };
    expect(entries).toEqual([
      { kind: 'document.uploaded', ...each },
      { kind: 'revision.live', ...each },
    ]);
    for (const api of [one, other])
      for (const i of [3, 44, FILES - 1]) {
        const [passage] = await api.passages(`How much does branch ${i} spend in crowns?`, {
          collections: ['Reports'],
        });
        expect(passage?.path).toBe(name(i));
      }
  }, 480_000);

  it('keep one unbroken log, that both have signed', async () => {
    const keys = new Set<string>();
    for (const api of [one, other]) {
      const verified = await chancery(api, 'audit', 'verify', '--json');
      expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, problems: [] });
      const signed = await chancery(api, 'audit', 'checkpoint', '--json');
      expect(signed.status).toBe(0);
      keys.add((JSON.parse(signed.stdout) as { keys: string[] }).keys.join());
    }
    expect(keys.size).toBe(1);
    expect(replicas.output()).not.toMatch(/key_unknown|UnhandledPromise/);
  });
});
