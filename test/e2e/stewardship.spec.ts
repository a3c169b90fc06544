import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErasureView, ErasurePreviewView, LogEntries, RecordDetail, ReplayResult } from '#contracts';
import { projectRoot } from '#config';
import { type TestService, queryOnce, startService } from '#testing';
import { Api, expectOk } from './support/api.js';
import { chancery } from './support/up.js';

const QUESTION = 'How much is the glimmerstone bonus?';

describe('what is kept, and how it goes', () => {
  let service: TestService;
  let api: Api;
  beforeAll(async () => {
    service = await startService();
    api = new Api(service.url, service.token);
  }, 180_000);
  afterAll(() => service?.stop(), 60_000);

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
  }, 180_000);
});
