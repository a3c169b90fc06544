import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  DecisionDetail,
  ErasureView,
  ErasurePreviewView,
  LogEntries,
  RecordDetail,
  ReplayResult,
  RunEntryList,
  SourceRunList,
  SourceRunView,
  SourceView,
  StatusView,
} from '#contracts';
import { projectRoot } from '#config';
import { TestService, killHard, queryOnce, startService } from '#testing';
import { Api, expectOk, until } from './support/api.js';
import { chancery, temporaryFolder } from './support/up.js';

const QUESTION = 'How much is the glimmerstone bonus?';

let service: TestService;
let api: Api;
let shares: string;

beforeAll(async () => {
  shares = await realpath(await mkdtemp(join(tmpdir(), 'chancery-shares-')));
  service = await startService({ env: { SOURCE_FOLDERS: shares } });
  api = new Api(service.url, service.token);
});
afterAll(async () => {
  await service?.stop();
  await rm(shares, { recursive: true, force: true });
});

describe('what is kept, and how it goes', () => {
  it('a record is encrypted, replayed, held, erased, and its certificate checked without the service', async () => {
    const text = '# Salaries\n\nThe glimmerstone bonus is nine thousand pounds.\n';
    const document = await api.add('Payroll', 'salaries.md', text);
    const { record } = await api.ask(QUESTION, { purpose: 'Budget', onBehalfOf: 'Ada', matter: 'M-1' });
    const [row] = await queryOnce<{ t: string }>(
      service.databaseUrl(),
      'SELECT to_jsonb(a)::text AS t FROM answer_records a',
    );
    expect(row!.t).not.toContain('glimmerstone');
    const detail = expectOk(await api.get<RecordDetail>(`/api/v1/records/${record}`), 200);
    expect(detail).toMatchObject({
      body: { version: 3, asked: { purpose: 'Budget', onBehalfOf: 'Ada' } },
      hiddenDocuments: 0,
    });
    expect(detail.sources).toMatchObject([{ state: 'current', present: null }]);

    const replay = await chancery({ url: service.url, token: service.token }, 'decisions', 'replay', record, '--json');
    expect(JSON.parse(replay.stdout) as ReplayResult).toEqual({ record, identical: true, differences: [] });

    await api.add('Payroll', 'salaries.md', text.replace('nine', 'ten'));
    expect(expectOk(await api.post<ReplayResult>(`/api/v1/records/${record}/replay`, {}), 200).identical).toBe(true);
    const held = await chancery(
      { url: service.url, token: service.token },
      'holds',
      'add',
      'document',
      document.id,
      '--reason',
      'Litigation',
      '--json',
    );
    expect(held.status).toBe(0);
    const about = { question: 'Is the glimmerstone bonus paid?', records: [record] };
    const decision = expectOk(await api.post<DecisionDetail>('/api/v1/decisions', about), 201).id;
    const wanted = { kind: 'document', subject: document.id, withRecords: true };
    const preview = expectOk(await api.post<ErasurePreviewView>('/api/v1/erasures/preview', wanted), 200);
    const confirmed = { ...wanted, plan: preview.plan, reason: 'Art. 17' };
    expect((await api.post('/api/v1/erasures', confirmed)).status).toBe(409);
    const hold = (JSON.parse(held.stdout) as { id: string }).id;
    expect(
      (await chancery({ url: service.url, token: service.token }, 'holds', 'lift', hold, '--reason', 'Closed')).status,
    ).toBe(0);
    const erasure = expectOk(await api.post<ErasureView>('/api/v1/erasures', confirmed), 201);
    expect((await api.get(`/api/v1/records/${record}`)).body).toMatchObject({ code: 'record.erased' });
    // The decision stays, and its pack names the answer as missing; then it is erased by itself.
    expect((await api.get(`/api/v1/decisions/${decision}/evidence`)).status).toBe(200);
    const at = { url: service.url, token: service.token };
    const gone = await chancery(at, 'erase', 'decision', decision, '--reason', 'Art. 17', '--yes', '--json');
    const { id: certificate } = JSON.parse(gone.stdout) as ErasureView;
    const reply = await api.get<{ code: string; message: string }>(`/api/v1/decisions/${decision}`);
    expect(reply).toMatchObject({ status: 404, body: { code: 'decision.erased' } });
    expect(reply.body.message).toContain(certificate);
    const file = join(service.dataDir, 'certificate.json');
    writeFileSync(file, JSON.stringify(expectOk(await api.get(`/api/v1/erasures/${erasure.id}/certificate`), 200)));
    expectOk(await api.get(`/api/v1/erasures/${erasure.id}`), 200);
    const log = expectOk(await api.get<LogEntries>('/api/v1/log/entries?from=0&limit=500'), 200);
    const kinds = log.entries.map(({ leaf }) => (JSON.parse(leaf) as { kind: string }).kind);
    expect(kinds).toEqual(expect.arrayContaining(['erasure.exported', 'erasure.read']));
    const verify = join(projectRoot(), 'scripts', 'chancery-verify.mjs');
    expect(execFileSync(process.execPath, [verify, file], { encoding: 'utf8' })).toContain(erasure.id);
    writeFileSync(file, readFileSync(file, 'utf8').replace('Art. 17', 'Art. 18'));
    expect(() => execFileSync(process.execPath, [verify, file], { encoding: 'utf8' })).toThrow();
    expect((await chancery({ url: service.url, token: service.token }, 'audit', 'verify', '--json')).status).toBe(0);
  });

  it('all of it is backed up while it works, and put back elsewhere: answers, sources, log, and what was erased', async () => {
    const at = { url: service.url, token: service.token };
    await api.add('Payroll', 'parking.md', '# Parking\n\nThe heliodor car park closes at nine.\n');
    const { record, citations } = await api.ask('When does the heliodor car park close?');
    const [backups, other] = [join(shares, 'backups'), temporaryFolder()];
    const uploads = Array.from({ length: 5 }, (_, i) =>
      api.add('Payroll', `late-${i}.md`, `# Late ${i}\n\nIt came late.\n`),
    );
    // As with a PostgreSQL that runs elsewhere.
    const beside = (url: string) => ({ ...at, under: ['env', `DATABASE_URL=${url}`] });
    const [made] = await Promise.all([
      chancery(beside(service.databaseUrl()), '--data', service.dataDir, 'backup', backups, '--json'),
      ...uploads,
    ]);
    expect(made).toMatchObject({ status: 0 });
    const { manifest, log } = JSON.parse(made.stdout) as { manifest: string; log: { size: number } };
    const checked = await chancery(at, '--data', service.dataDir, 'backup', 'verify', backups, '--json');
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, isOpened: true, sha256: manifest });
    const status = expectOk(await api.get<StatusView>('/api/v1/status'), 200);
    expect(status.backup).toMatchObject({ problem: null, isOverdue: false });
    const since = expectOk(await api.get<LogEntries>(`/api/v1/log/entries?from=${log.size}&limit=100`), 200).entries;
    const told = since.map(({ leaf }) => JSON.parse(leaf) as { kind: string; actor: string });
    // Under the name of whose key the command had.
    const { actor } = told.find(({ kind }) => kind === 'backup.created')!;
    expect(actor).toMatch(/^[0-9a-f-]{36}$/);

    const restore = (...more: string[]) => chancery(at, '--data', other, 'restore', backups, '--json', ...more);
    const keyless = await restore();
    expect(keyless.status).toBe(1);
    expect(JSON.parse(keyless.stderr)).toMatchObject({ code: 'restore.key_missing' });
    const restored = await restore('--vault-keys', join(service.dataDir, 'secrets', 'vault-keys'));
    expect(restored).toMatchObject({ status: 0 });
    expect(JSON.parse(restored.stdout)).toMatchObject({ manifest, unindexed: 0 });
    expect(JSON.parse((await restore()).stderr)).toMatchObject({ code: 'restore.not_empty' });

    const second = new TestService(other, {});
    await second.start();
    try {
      const there = new Api(second.url, second.token);
      const audit = await chancery({ url: second.url, token: second.token }, 'audit', 'verify', '--json');
      expect(JSON.parse(audit.stdout)).toMatchObject({ ok: true, problems: [] });
      const { entries } = expectOk(await there.get<LogEntries>(`/api/v1/log/entries?from=${log.size}&limit=1`), 200);
      expect(JSON.parse(entries[0]!.leaf)).toMatchObject({ kind: 'backup.restored', actor, subject: { manifest } });
      const found = async (one: Api) =>
        (await one.passages('heliodor', { mode: 'keyword' })).map(({ document, span, text }) => ({
          document,
          span,
          text,
        }));
      expect(await found(there)).toEqual(await found(api));
      expect(await there.passages('glimmerstone', { mode: 'keyword' })).toEqual([]);
      expect(expectOk(await there.get<RecordDetail>(`/api/v1/records/${record}`), 200).body).toEqual(
        expectOk(await api.get<RecordDetail>(`/api/v1/records/${record}`), 200).body,
      );
      const file = await there.get<string>(`/api/v1/revisions/${citations[0]!.revision}/file`);
      expect(file.body).toContain('heliodor');
      await second.end();
      // The service stands still: its database is started for the backup, and for moving it out of the way.
      const still = await chancery(at, '--data', other, 'backup', backups, '--json');
      expect(still).toMatchObject({ status: 0 });
      const aside = await restore('--move-aside');
      expect(aside).toMatchObject({ status: 0 });
      const { movedTo } = JSON.parse(aside.stdout) as { movedTo: string };
      expect(readdirSync(movedTo)).toContain('postgres');
      rmSync(movedTo, { recursive: true });
    } finally {
      await second.stop();
    }
    const [third, empty] = [temporaryFolder(), new URL(service.databaseUrl())];
    await queryOnce(empty.href, 'CREATE DATABASE elsewhere');
    empty.pathname = '/elsewhere';
    const keys = ['--vault-keys', join(service.dataDir, 'secrets', 'vault-keys')];
    const apart = await chancery(beside(empty.href), '--data', third, 'restore', backups, '--json', ...keys);
    expect(apart).toMatchObject({ status: 0 });
    const [last] = await queryOnce(empty.href, `SELECT kind FROM log_entries ORDER BY "index" DESC LIMIT 1`);
    expect(last).toEqual({ kind: 'backup.restored' });
    rmSync(third, { recursive: true });
  }, 900_000);
});

describe('what is kept in step', () => {
  const sources = '/api/v1/sources';
  const text = (name: string) => `# ${name}\n\nIt says what ${name} says.\n`;

  async function aShare(name: string, files: readonly string[]): Promise<string> {
    const folder = join(shares, name);
    await mkdir(join(folder, 'hr'), { recursive: true });
    for (const file of files) await writeFile(join(folder, file), text(file));
    return folder;
  }

  async function add(name: string, path: string, more: object): Promise<SourceView> {
    await api.post('/api/v1/collections', { name });
    const { watch = false, ...rest } = more as { watch?: boolean };
    const config = { kind: 'folder', settings: { path, watch } };
    return expectOk(await api.post<SourceView>(sources, { name, collection: name, config, ...rest }), 201);
  }

  const show = async (id: string) => expectOk(await api.get<SourceView>(`${sources}/${id}`), 200);

  /** The newest run of a source, once it is over and is another than that. */
  const nextRun = (id: string, before?: SourceRunView) =>
    until('a run ends', 120_000, async () => {
      const { lastRun } = await show(id);
      return lastRun && lastRun.id !== before?.id && lastRun.finishedAt ? lastRun : null;
    });

  const report = async (id: string, run: SourceRunView) => {
    const list = expectOk(await api.get<RunEntryList>(`${sources}/${id}/runs/${run.id}/entries`), 200);
    return list.entries.map(({ outcome, path, from, failure }) =>
      [outcome, path, ...(from ? [from] : []), ...(failure ? [failure.code] : [])].join(' '),
    );
  };

  /** Path and number of revisions of all that stands in a collection. */
  const shelf = async (name: string): Promise<Record<string, number>> => {
    const rows = await queryOnce<{ path: string; n: number }>(
      service.databaseUrl(),
      `SELECT d.path, count(r.id)::int AS n FROM documents d JOIN revisions r ON r.document_id = d.id
         JOIN collections c ON c.id = d.collection_id
       WHERE c.name = $1 AND d.removed_at IS NULL GROUP BY d.path ORDER BY d.path`,
      [name],
    );
    return Object.fromEntries(rows.map(({ path, n }) => [path, n]));
  };

  it('a folder comes in by its schedule, and each run says what it added, changed, moved, removed and had to keep', async () => {
    const folder = await aShare('office', ['a.md', 'b.md', 'held.md', 'hr/leave.md']);
    await writeFile(join(folder, 'sketch.xyz'), 'no format\0 that is read');
    const source = await add('Office', folder, { schedule: { kind: 'every', minutes: 5 } });
    expect(source).toMatchObject({ hasSecret: false, isPaused: false });
    // An interval begins with a run.
    expect(Date.parse(source.nextRunAt!) - Date.now()).toBeLessThan(301_000);
    const first = await nextRun(source.id);
    expect(first).toMatchObject({ cause: 'schedule', state: 'done', counts: { added: 4, failed: 1 } });
    const paused = await api.send<SourceView>('PATCH', `${sources}/${source.id}`, {
      body: JSON.stringify({ isPaused: true }),
      headers: { 'content-type': 'application/json' },
    });
    expect(expectOk(paused, 200)).toMatchObject({ isPaused: true, nextRunAt: null, documents: 4, failing: 1 });

    const { documents } = await api.documents('text=held.md');
    const hold = { kind: 'document', object: documents[0]!.id, reason: 'Litigation' };
    expectOk(await api.post('/api/v1/holds', hold), 201);
    await writeFile(join(folder, 'a.md'), `${text('a.md')}\nThe heliotrope clause is new.\n`);
    await rename(join(folder, 'hr', 'leave.md'), join(folder, 'leave.md'));
    await writeFile(join(folder, 'new.md'), text('new.md'));
    for (const name of ['b.md', 'held.md']) await unlink(join(folder, name));
    const begun = expectOk(await api.post<SourceRunView>(`${sources}/${source.id}/runs`, {}), 201);
    expect(begun.cause).toBe('person');
    const waiting = await until('it asks', 60_000, async () => {
      const { lastRun } = await show(source.id);
      return lastRun?.state === 'waiting' || lastRun?.finishedAt ? lastRun : null;
    });
    // One of four may go without asking, and what is on hold does not go.
    expect(waiting).toMatchObject({ state: 'done', failure: null });
    expect(await report(source.id, waiting)).toEqual([
      'changed a.md',
      'removed b.md',
      'kept held.md hold.in_place',
      'moved leave.md hr/leave.md',
      'added new.md',
      'failed sketch.xyz document.unsupported_type',
    ]);
    expect(await shelf('Office')).toEqual({ 'a.md': 2, 'held.md': 1, 'leave.md': 1, 'new.md': 1 });
    await until('the change can be found', 60_000, async () => {
      const [passage] = await api.passages('heliotrope clause', { collections: ['Office'] });
      return passage?.path === 'a.md' ? passage : null;
    });
    expect((await api.delete(`${sources}/${source.id}`)).status).toBe(204);
    expect(Object.keys(await shelf('Office'))).toHaveLength(4);
  });

  it('a watched folder comes in once although its worker is killed in the middle, and follows a change by itself', async () => {
    const names = Array.from({ length: 150 }, (_, i) => `note-${i}.md`);
    const folder = await aShare('notes', names);
    const { id } = await add('Notes', folder, { watch: true });
    const taken = `SELECT count(*)::int AS n FROM source_items WHERE source_id = $1 AND state = 'held'`;
    for (;;) {
      const [row] = await queryOnce<{ n: number }>(service.databaseUrl(), taken, [id]);
      if (row!.n >= 20) break;
      await delay(20);
    }
    killHard(service.pidOf('worker')!);
    const [atKill] = await queryOnce<{ n: number }>(service.databaseUrl(), taken, [id]);
    expect(atKill!.n).toBeLessThan(names.length);
    // Words of earlier changes that come late have runs of their own, in which nothing is new; the newest may be one of them.
    const run = await until('the run that took them in', 120_000, async () => {
      const { runs } = expectOk(await api.get<SourceRunList>(`${sources}/${id}/runs`), 200);
      return runs.find((one) => one.finishedAt && one.counts.added > 0) ?? null;
    });
    expect(run).toMatchObject({
      cause: 'change',
      state: 'done',
      counts: { added: names.length, changed: 0, failed: 0 },
    });
    await until('all of it is live', 120_000, async () => ((await api.status()).documents.pending === 0 ? true : null));
    expect(await shelf('Notes')).toEqual(Object.fromEntries(names.map((name) => [name, 1])));
    const [uploads] = await queryOnce<{ n: number; distinct: number }>(
      service.databaseUrl(),
      `SELECT count(*)::int AS n, count(DISTINCT leaf::jsonb #>> '{subject,document}')::int AS "distinct" FROM log_entries
       WHERE kind = 'document.uploaded' AND leaf::jsonb #>> '{subject,document}' IN (
         SELECT d.id::text FROM documents d JOIN collections c ON c.id = d.collection_id WHERE c.name = 'Notes')`,
    );
    expect(uploads).toEqual({ n: names.length, distinct: names.length });
    await writeFile(join(folder, 'late.md'), text('late.md'));
    const followed = await until('the run that took it in', 120_000, async () => {
      const { runs } = expectOk(await api.get<SourceRunList>(`${sources}/${id}/runs`), 200);
      return runs.find((one) => one.id !== run.id && one.finishedAt && one.counts.added > 0) ?? null;
    });
    expect(followed).toMatchObject({ cause: 'change', counts: { added: 1, unchanged: names.length } });
  });
});
