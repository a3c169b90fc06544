import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { DecisionCheck, DoubtCheck, FindDoubts, SealOlderDecisions, SealOlderRecords } from '#decisions';
import { AuditLog } from '#audit';
import { type TestPostgres, queryOnce, startPostgres } from '#testing';
import { DataSource } from 'typeorm';
import { openDecisions } from '../decisions/open-decisions.js';
import { aFolder, dropFolder } from '../vault/open-vault.js';
import { openStewardship } from './open-stewardship.js';

/** The lock that an append holds until its transaction ends. */
const APPEND_LOCK = 4_210_002;
const JOB = fileURLToPath(new URL('./run-job.mjs', import.meta.url));
const DAY_MS = 86_400_000;

/** Rooms and a process are started in each; a busy machine takes its time for that. */
const WITHIN_MS = 400_000;

let postgres: TestPostgres;
let url: string;

beforeAll(async () => void (postgres = await startPostgres()), 120_000);
afterAll(() => postgres?.stop());
beforeEach(async () => void (url = await postgres.freshDatabase()));

/**
 * Run a job in a process of its own and kill it (SIGKILL) with its first batch done and its second one written but for the log
 * entry, which the transaction ends with.
 */
async function killInTheMiddle(job: string, source: DataSource, folder: string, at = new Date()): Promise<void> {
  const runner = source.createQueryRunner();
  await runner.query('SELECT pg_advisory_lock($1)', [APPEND_LOCK]);
  const child = spawn(process.execPath, [JOB, job, url, folder, at.toISOString()], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(child, 'exit');
  const isWaiting = async () =>
    (
      await queryOnce<{ n: number }>(
        url,
        `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND objid = ${APPEND_LOCK}
       AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      )
    )[0]!.n > 0;
  const waits = async () => {
    while (child.exitCode === null && !(await isWaiting())) await delay(20);
    expect(child.exitCode).toBeNull();
  };
  try {
    await waits();
    // Who stands in line next gets the lock when the first batch is committed: this test.
    await runner.query('SELECT pg_advisory_unlock($1)', [APPEND_LOCK]);
    await runner.query('SELECT pg_advisory_lock($1)', [APPEND_LOCK]);
    await waits();
  } finally {
    child.kill('SIGKILL');
    await ended;
    await runner.query('SELECT pg_advisory_unlock_all()');
    await runner.release();
  }
  expect(child.signalCode).toBe('SIGKILL');
}

/** Sums of a number that entries of a kind hold. */
async function summed(kind: string, member: string): Promise<number> {
  const [row] = await queryOnce<{ sum: number }>(
    url,
    `SELECT coalesce(sum((leaf::jsonb->'subject'->>$2)::int), 0)::int AS sum FROM log_entries WHERE kind = $1`,
    [kind, member],
  );
  return row!.sum;
}

describe('a job whose process is killed in the middle', () => {
  it(
    'has encrypted each older answer and decision once when it is done',
    async () => {
      const clear = await openDecisions(url, false);
      const anna = await clear.person('Anna', 'reader');
      const records: string[] = [];
      for (let n = 0; n < 60; n += 1) records.push(await clear.answer(anna, []));
      for (const record of records.slice(0, 25))
        await clear.draft(anna, [record], { question: 'Is the moonstone due?' });
      await clear.close();

      const world = await openDecisions(url);
      const [sealRecords, sealDecisions] = [
        world.app.get(SealOlderRecords, { strict: false }),
        world.app.get(SealOlderDecisions, { strict: false }),
      ];
      await killInTheMiddle('records', world.source, world.folder);
      expect(await sealRecords.pending()).toBe(10);
      await killInTheMiddle('decisions', world.source, world.folder);
      expect(await sealDecisions.pending()).toBe(5);
      const { signal } = new AbortController();
      expect([await sealRecords.run(signal), await sealDecisions.run(signal)]).toEqual([10, 5]);
      expect([
        await summed('vault.records_sealed', 'records'),
        await summed('vault.decisions_sealed', 'decisions'),
      ]).toEqual([60, 25]);
      expect(
        await queryOnce(
          url,
          `SELECT to_jsonb(s)::text AS row FROM decision_steps s WHERE to_jsonb(s)::text LIKE '%moonstone%'`,
        ),
      ).toEqual([]);
      expect(await world.records.problems()).toEqual([]);
      expect(await world.app.get(DecisionCheck, { strict: false }).problems()).toEqual([]);
      expect((await world.app.get(AuditLog).verify()).ok).toBe(true);
      await world.close();
    },
    WITHIN_MS,
  );

  it(
    'has disposed of each document once, and of none by half',
    async () => {
      const folder = await aFolder();
      const open = await openStewardship(url, folder);
      const ids: string[] = [];
      for (let n = 0; n < 4; n += 1) ids.push((await open.aDocument(`The glimmerstone bonus ${n}.`)).id);
      await open.retention.set(open.admin, 'Payroll', { rule: 'after_revision', days: 30 });
      open.clock.at = new Date(open.clock.at.getTime() + 31 * DAY_MS);
      await killInTheMiddle('retention', open.source, folder, open.clock.at);
      const done = () => queryOnce<{ subject: string }>(url, `SELECT subject FROM erasures WHERE state = 'done'`);
      const kept = () => queryOnce(url, `SELECT 1 FROM documents WHERE erased_by IS NULL`);
      const texts = () => queryOnce(url, `SELECT 1 FROM revision_texts WHERE text LIKE '%glimmerstone%'`);
      expect([(await done()).length, (await kept()).length, (await texts()).length]).toEqual([1, 3, 3]);
      expect((await open.retention.run('system', false)).failed).toEqual([]);
      expect((await done()).map(({ subject }) => subject).sort()).toEqual([...ids].sort());
      expect([await kept(), await texts()]).toEqual([[], []]);
      expect((await queryOnce(url, `SELECT 1 FROM log_entries WHERE kind = 'document.erased'`)).length).toBe(
        ids.length,
      );
      expect((await open.log.verify()).ok).toBe(true);
      await open.close();
      await dropFolder(folder);
    },
    WITHIN_MS,
  );

  it(
    'has removed each document of a collection once, and put each back once',
    async () => {
      const folder = await aFolder();
      const open = await openStewardship(url, folder);
      const documents = 510;
      await open.manyDocuments(documents);
      const once = async (kind: string) => {
        const [row] = await queryOnce<{ n: number; distinct: number }>(
          url,
          `SELECT count(*)::int AS n, count(DISTINCT leaf::jsonb #>> '{subject,document}')::int AS "distinct"
           FROM log_entries WHERE kind = $1`,
          [kind],
        );
        return row;
      };
      const standing = () => queryOnce(url, `SELECT 1 FROM documents WHERE removed_at IS NULL`);
      const { id } = await open.removing.begin(open.admin, 'Payroll');
      await killInTheMiddle('removal', open.source, folder, open.clock.at);
      expect(await open.removing.show(open.admin, id)).toMatchObject({ state: 'removing', done: 250 });
      expect(await standing()).toHaveLength(documents - 250);
      await open.carryOut(id);
      expect(await open.removing.show(open.admin, id)).toMatchObject({ state: 'removed', done: documents, kept: 0 });
      expect([await standing(), await once('document.removed')]).toEqual([[], { n: documents, distinct: documents }]);

      await open.removing.restore(open.admin, id);
      await killInTheMiddle('removal', open.source, folder, open.clock.at);
      expect(await open.removing.show(open.admin, id)).toMatchObject({ state: 'restoring', done: documents - 250 });
      await open.carryOut(id);
      expect(await open.removing.show(open.admin, id)).toMatchObject({ state: 'restored', done: 0 });
      expect(await standing()).toHaveLength(documents);
      expect(await once('document.restored')).toEqual({ n: documents, distinct: documents });
      expect((await open.log.verify()).ok).toBe(true);
      await open.close();
      await dropFolder(folder);
    },
    WITHIN_MS,
  );

  it(
    'has told of each affected answer and decision once',
    async () => {
      const world = await openDecisions(url);
      const handbook = await world.collections.create('Handbook', 'library');
      const anna = await world.person('Anna', 'reader', [handbook]);
      for (let n = 0; n < 4; n += 1) {
        const { cite } = await world.publish(handbook, `${n}.md`, `Claims are due within ${30 + n} days.`);
        await world.decided(anna, [await world.answer(anna, [cite('Claims')])]);
        await world.publish(handbook, `${n}.md`, 'Nothing is due.');
      }
      await killInTheMiddle('affected', world.source, world.folder);
      const raised = () => queryOnce(url, `SELECT 1 FROM log_entries WHERE kind = 'doubt.raised'`);
      const open = () => queryOnce(url, `SELECT DISTINCT target_id, document_id FROM doubts WHERE state = 'open'`);
      expect([(await raised()).length, (await open()).length]).toEqual([2, 2]);
      expect(await world.app.get(FindDoubts, { strict: false }).run(new AbortController().signal)).toBe(6);
      expect([(await raised()).length, (await open()).length]).toEqual([8, 8]);
      expect(await world.app.get(FindDoubts, { strict: false }).run(new AbortController().signal)).toBe(0);
      expect(await world.app.get(DoubtCheck, { strict: false }).problems()).toEqual([]);
      await world.close();
    },
    WITHIN_MS,
  );
});
