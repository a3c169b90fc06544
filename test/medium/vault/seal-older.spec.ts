import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { NoteOlderRecords, SealOlderRecords } from '#decisions';
import { canonicalJson, sha256Hex } from '#knowledge';
import { type TestPostgres, queryOnce, startPostgres, aVisibility } from '#testing';
import { ANNA, type OpenVault, aBody, aFolder, dropFolder, openVault } from './open-vault.js';

const READER = { principal: ANNA, mayReadAll: true, visibility: aVisibility('all') };

let postgres: TestPostgres;
let url: string;
let folder: string;
let open: OpenVault;

beforeAll(async () => void (postgres = await startPostgres()), 120_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  [url, folder] = await Promise.all([postgres.freshDatabase(), aFolder()]);
  open = await openVault(url, folder);
});
afterEach(async () => {
  await open.close();
  await dropFolder(folder);
});

const sealing = () => open.app.get(SealOlderRecords);
const run = (signal = new AbortController().signal) => sealing().run(signal);

/** A record as it was written before there was a vault. */
async function anOldRecord(n: number): Promise<{ id: string; document: string }> {
  const document = randomUUID();
  const body = aBody(`Question number ${n} on glimmerstone?`, [document]);
  const text = canonicalJson(body);
  const sha256 = sha256Hex(text);
  const { index } = await open.log.append([
    { kind: 'answer.recorded', actor: ANNA.userId, subject: { record: body.id, sha256 } },
  ]);
  await open.source.query(
    `INSERT INTO answer_records (id, asked_by, asked_by_name, question, outcome, mode, created_at, body, sha256, log_index)
     VALUES ($1, $2, $3, $4, 'answered', 'quoted', $8, $5, $6, $7)`,
    [body.id, ANNA.userId, ANNA.name, body.asked.question, text, sha256, index, body.askedAt],
  );
  return { id: body.id, document };
}

async function stored(): Promise<string> {
  return JSON.stringify(await queryOnce(url, `SELECT to_jsonb(a)::text FROM answer_records a`));
}

describe('records from before there was a vault', () => {
  it('are encrypted, read as before, still proven by the log, and known by their documents', async () => {
    const old = [await anOldRecord(1), await anOldRecord(2)];
    const present = aBody();
    await open.records.seal(present);
    expect(await sealing().pending()).toBe(2);
    expect(await run()).toBe(2);
    expect(await sealing().isPending()).toBe(false);
    expect(await stored()).not.toMatch(/glimmerstone|Anna/);
    for (const [i, { id, document }] of old.entries()) {
      const shown = await open.records.show(READER, id);
      expect(shown).toMatchObject({ question: `Question number ${i + 1} on glimmerstone?`, askedBy: ANNA.name });
      const [row] = await queryOnce<{ documents: string[] }>(
        url,
        `SELECT documents FROM answer_records WHERE id = '${id}'`,
      );
      expect(row!.documents).toEqual([document]);
    }
    expect(await open.records.problems()).toEqual([]);
    expect((await open.log.verify()).ok).toBe(true);
    expect(await run()).toBe(0);
  });

  it.each(['in clear', 'encrypted'])(
    'are found by their models and verdicts once that was noted, %s',
    async (state) => {
      const { id } = await anOldRecord(1);
      if (state === 'encrypted') await run();
      const noting = open.app.get(NoteOlderRecords);
      const byVerdict = () => open.records.list(READER, 0, 10, { verdict: 'supported' });
      expect((await byVerdict()).total).toBe(0);
      expect(await noting.isPending()).toBe(true);
      expect(await noting.run(new AbortController().signal)).toBe(1);
      expect((await byVerdict()).records.map((record) => record.id)).toEqual([id]);
      expect(await noting.isPending()).toBe(false);
      expect(await noting.run(new AbortController().signal)).toBe(0);
      expect(await open.records.problems()).toEqual([]);
      await expect(queryOnce(url, `UPDATE answer_records SET verdicts = '{}' WHERE id = '${id}'`)).rejects.toThrow(
        'append-only',
      );
    },
  );

  it.each(['', 'null', '{}', '{"trace":{"model":null}}', '[1'])(
    'are told although one of them is damaged and comes first: %s',
    async (text) => {
      const ids = [(await anOldRecord(1)).id, (await anOldRecord(2)).id].sort();
      await queryOnce(url, 'ALTER TABLE answer_records DISABLE TRIGGER ALL');
      await queryOnce(url, `UPDATE answer_records SET body = '${text}' WHERE id = '${ids[0]}'`);
      await queryOnce(url, 'ALTER TABLE answer_records ENABLE TRIGGER ALL');
      const noting = open.app.get(NoteOlderRecords);
      expect(await noting.run(new AbortController().signal)).toBe(2);
      expect(await noting.isPending()).toBe(false);
      const { records } = await open.records.list(READER, 0, 10, { verdict: 'supported' });
      expect(records.map(({ id }) => id)).toEqual([ids[1]]);
      expect(await open.records.problems()).toEqual([`Record ${ids[0]}: its text can't be read; it was edited.`]);
    },
  );

  it('are all encrypted once, with two at work and every connection cut in the middle', async () => {
    const ids = [];
    for (let n = 0; n < 120; n += 1) ids.push((await anOldRecord(n)).id);
    const works = [run(), run()].map((work) => work.catch(() => 0));
    await delay(30);
    await queryOnce(
      url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await Promise.all(works);
    await run().catch(() => run());
    expect(await sealing().pending()).toBe(0);
    expect(await stored()).not.toContain('glimmerstone');
    expect((await open.records.among(ids)).size).toBe(120);
    expect(await open.records.problems()).toEqual([]);
    expect((await open.log.verify()).ok).toBe(true);
  }, 120_000);

  it('stop where they are told to, whole', async () => {
    for (let n = 0; n < 60; n += 1) await anOldRecord(n);
    expect(await run(AbortSignal.abort())).toBe(0);
    expect(await sealing().pending()).toBe(60);
    expect(await run()).toBe(60);
  });

  it('change in no other way', async () => {
    const { id } = await anOldRecord(1);
    for (const change of [
      `question = 'Another?'`,
      `body = NULL, sealed_body = '\\x00', sealed_head = '\\x00', sha256 = ''`,
      'body = NULL',
    ])
      await expect(queryOnce(url, `UPDATE answer_records SET ${change} WHERE id = '${id}'`)).rejects.toThrow(
        'append-only',
      );
  });
});
