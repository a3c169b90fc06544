import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditLog, AuditModule, type LogEvent, LogSearch } from '#audit';
import { DatabaseModule, prepareSchema } from '#database';
import { sha256Hex } from '#knowledge';
import { type TestPostgres, queryOnce, startPostgres } from '#testing';
import { DataSource } from 'typeorm';
import { tellStart } from '../../../apps/cli/src/up/tell-start.js';
import { SCHEMA } from '../../../migrations/schema.js';

let postgres: TestPostgres;
let url: string;
let log: AuditLog;
let source: DataSource;
let close: () => Promise<void>;

beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.freshDatabase();
  ({ log, source, close } = await openLog());
});
afterEach(() => close());

/** A log with connections of its own, as another process would have. */
async function openLog(at = url): Promise<{ log: AuditLog; source: DataSource; close: () => Promise<void> }> {
  @Module({ imports: [DatabaseModule.connect(at, 2), AuditModule] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: ['error'] });
  return { log: app.get(AuditLog), source: app.get(DataSource), close: () => app.close() };
}

const event = (n: number): LogEvent => ({ kind: 'test.counted', actor: 'system', subject: { n } });

/** Ten entries, then what a person with the database's own rights might do to them. */
async function tamper(sql: string): Promise<string[]> {
  for (let n = 0; n < 10; n++) await log.append([event(n)]);
  await queryOnce(url, 'ALTER TABLE log_entries DISABLE TRIGGER ALL');
  await queryOnce(url, sql);
  const { ok, problems } = await log.verify();
  expect(ok).toBe(problems.length === 0);
  return problems;
}

describe('appending', () => {
  it('names the position and the tree of the last event', async () => {
    expect(await log.checkpoint()).toMatchObject({ size: 0 });
    const receipt = await log.append([event(0), event(1), event(2)]);
    expect(receipt.index).toBe(2);
    expect(receipt.checkpoint).toEqual(await log.checkpoint());
    expect(await log.verify()).toEqual({ ok: true, size: 3, root: receipt.checkpoint.root, problems: [] });
  });

  it('leaves no gap and no fork between eight writers with connections of their own', async () => {
    const writers = await Promise.all(Array.from({ length: 8 }, () => openLog()));
    const receipts = await Promise.all(
      writers.flatMap((writer, w) =>
        Array.from({ length: 25 }, (_, n) => writer.log.append(n % 5 === 0 ? [event(w), event(n)] : [event(n)])),
      ),
    );
    await Promise.all(writers.map((writer) => writer.close()));
    const size = 8 * (25 + 5);
    expect(new Set(receipts.map(({ index }) => index)).size).toBe(200);
    expect(await log.verify()).toMatchObject({ ok: true, size, problems: [] });
    const roots = await queryOnce<{ index: string; root: Buffer }>(url, `SELECT "index", root FROM log_entries`);
    const rootAt = new Map(roots.map((row) => [Number(row.index), row.root.toString('hex')]));
    for (const { index, checkpoint } of receipts) expect(rootAt.get(index)).toBe(checkpoint.root);
  });

  it('takes the entries of a transaction back with it', async () => {
    await log.append([event(0)]);
    const undone = source.transaction(async (manager) => {
      await log.append([event(1), event(2)], manager);
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    await log.append([event(3)]);
    expect(await log.verify()).toMatchObject({ ok: true, size: 2 });
  });

  it('says that nothing was done when it can not write', async () => {
    await queryOnce(url, 'ALTER TABLE log_entries ADD CONSTRAINT full_disk CHECK (false) NOT VALID');
    await expect(log.append([event(0)])).rejects.toMatchObject({ code: 'log.unwritable', retryable: true });
  });
});

describe('a start of the service', () => {
  it('stands there with its version and the hash of its settings, and what changed since the one before', async () => {
    const search = new LogSearch(source);
    const starts: [version: string, port: string][] = [
      ['1.0.0', '3210'],
      ['1.0.0', '3210'],
      ['1.0.0', '443'],
      ['1.1.0', '443'],
    ];
    const left: string[][] = [];
    for (const [version, port] of starts) {
      const { size } = await log.checkpoint();
      await tellStart(log, search, { version, variables: { PORT: port } });
      const leaves = (await log.leaves(size, 10)).map(({ leaf }) => JSON.parse(leaf) as LogEvent);
      left.push(leaves.map(({ kind }) => kind));
      expect(leaves[0]!.subject).toEqual({ version, settings: sha256Hex(`{"PORT":"${port}"}`) });
    }
    const started = 'service.started';
    expect(left).toEqual([[started], [started], [started, 'settings.changed'], [started, 'service.updated']]);
  });

  it('of a version that did not say so yet is no change', async () => {
    await log.append([{ kind: 'service.started', actor: 'system', subject: {} }]);
    await tellStart(log, new LogSearch(source), { version: '1.0.0', variables: {} });
    expect(await log.checkpoint()).toMatchObject({ size: 2 });
  });
});

describe('the table', () => {
  it.each([
    ['UPDATE', `UPDATE log_entries SET kind = 'test.other'`],
    ['DELETE', `DELETE FROM log_entries`],
    ['TRUNCATE', `TRUNCATE log_entries`],
  ])('refuses %s', async (_name, sql) => {
    await log.append([event(0)]);
    await expect(queryOnce(url, sql)).rejects.toThrow('log_entries is append-only');
    expect(await log.verify()).toMatchObject({ ok: true, size: 1 });
  });
});

describe('the role that the service works as', () => {
  const asItself = (at = url) => prepareSchema(at, SCHEMA, () => Promise.resolve());
  const trying = (sql: string) => opened!.source.query(sql);
  let opened: Awaited<ReturnType<typeof openLog>> | undefined;
  afterEach(() => opened?.close());

  it('adds entries, and has no right to change, delete or empty the tables of the log, nor to switch their triggers off', async () => {
    opened = await openLog(await asItself());
    await opened.log.append([event(0)]);
    expect(await opened.log.verify()).toMatchObject({ ok: true, size: 1 });
    expect([await opened.log.isAppendOnly(), await log.isAppendOnly()]).toEqual([true, false]);
    for (const table of SCHEMA.appendOnly) {
      await expect(trying(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
      await expect(trying(`TRUNCATE ${table}`)).rejects.toThrow('permission denied');
      await expect(trying(`ALTER TABLE ${table} DISABLE TRIGGER ALL`)).rejects.toThrow('must be owner');
    }
    await expect(trying(`UPDATE log_entries SET kind = 'test.other'`)).rejects.toThrow('permission denied');
    await trying(`UPDATE users SET name = 'Anna'`);
    expect(await trying(`SELECT count(*)::int AS n FROM log_entries`)).toEqual([{ n: 1 }]);
  });

  /** The address of a database of its own for somebody who is not the server's administrator. */
  const ownedBy = async (rights = ''): Promise<[owner: string, url: string]> => {
    const [owner, address] = [`plain_${randomUUID().slice(0, 8)}`, new URL(url)];
    await queryOnce(url, `CREATE ROLE ${owner} LOGIN ${rights} PASSWORD 'plain'`);
    await queryOnce(url, `CREATE DATABASE ${owner} OWNER ${owner}`);
    Object.assign(address, { username: owner, password: 'plain', pathname: `/${owner}` });
    return [owner, address.href];
  };

  it('is taken by an owner who is a member of it, also where the tables are in a schema of theirs', async () => {
    await asItself();
    const [owner, address] = await ownedBy();
    await queryOnce(url, `GRANT chancery_service TO ${owner}`);
    await queryOnce(address, `CREATE SCHEMA ${owner}`);
    opened = await openLog(await asItself(address));
    await opened.log.append([event(0)]);
    expect(await opened.log.isAppendOnly()).toBe(true);
    expect(await queryOnce(address, `SELECT count(*)::int AS n FROM ${owner}.log_entries`)).toEqual([{ n: 1 }]);
  });

  it('is done without where the owner may not make it, and that shows', async () => {
    await asItself();
    const [owner, address] = await ownedBy();
    expect(await asItself(address)).toBe(address);
    opened = await openLog(address);
    await opened.log.append([event(0)]);
    expect(await opened.log.isAppendOnly()).toBe(false);
    await expect(trying('DELETE FROM log_entries')).rejects.toThrow('append-only');
    // As whoever runs the server does then.
    await queryOnce(url, `GRANT chancery_service TO ${owner}`);
    expect(await asItself(address)).not.toBe(address);
  });
});

describe('verifying', () => {
  it('finds nothing wrong with what was only appended', async () => {
    expect(await tamper('SELECT 1')).toEqual([]);
  });

  it('finds an entry whose text was edited', async () => {
    const problems = await tamper(`UPDATE log_entries SET leaf = replace(leaf, '"n":4', '"n":5') WHERE "index" = 4`);
    expect(problems).toContain('Entry 4: its text does not match its hash; it was edited.');
  });

  it.each(['no JSON', 'null', '[]', '{}', '{"index":4}'])(
    'finds an entry whose text is %s, and goes on',
    async (leaf) => {
      const problems = await tamper(`UPDATE log_entries SET leaf = '${leaf}' WHERE "index" = 4`);
      expect(problems).toContain('Entry 4: its text is not a log entry.');
      expect(problems).toContain('Entry 4: its text does not match its hash; it was edited.');
      expect(await log.entry(4)).toBeNull();
      expect(await log.entry(5)).toMatchObject({ index: 5, kind: 'test.counted', subject: { n: 5 } });
    },
  );

  it('finds an entry whose text and hash were edited together', async () => {
    const edited = `replace(leaf, '"n":4', '"n":5')`;
    const problems = await tamper(
      `UPDATE log_entries SET leaf = ${edited}, leaf_hash = sha256('\\x00'::bytea || convert_to(${edited}, 'UTF8')) WHERE "index" = 4`,
    );
    expect(problems[0]).toBe('Entry 4: the tree up to here does not have the recorded root.');
  });

  it('finds an entry that was taken out of the middle', async () => {
    const problems = await tamper(`DELETE FROM log_entries WHERE "index" = 6`);
    expect(problems[0]).toBe('Entry 7: expected entry 6 here; entries are missing.');
  });

  it('finds an entry that was taken out when the rest was renumbered', async () => {
    const problems = await tamper(`
      DELETE FROM log_entries WHERE "index" = 6;
      UPDATE log_entries SET "index" = "index" + 1000 WHERE "index" > 6;
      UPDATE log_entries SET "index" = "index" - 1001 WHERE "index" > 1000`);
    expect(problems).toContain('Entry 6: its text names another position.');
  });

  it('finds two entries that were swapped', async () => {
    const problems = await tamper(`
      UPDATE log_entries SET "index" = -1 WHERE "index" = 3;
      UPDATE log_entries SET "index" = 3 WHERE "index" = 5;
      UPDATE log_entries SET "index" = 5 WHERE "index" = -1`);
    expect(problems).toContain('Entry 3: its text names another position.');
    expect(problems).toContain('Entry 5: its text names another position.');
  });

  it.each([
    ['root', `root = sha256('\\x01')`, 'the tree up to here does not have the recorded root.'],
    ['kind', `kind = 'test.other'`, 'its text names another kind.'],
    ['edge of the tree', `peaks = sha256('\\x01')`, 'the edge of the tree up to here is not the recorded one.'],
  ])('finds a changed %s', async (_name, change, problem) => {
    expect(await tamper(`UPDATE log_entries SET ${change} WHERE "index" = 8`)).toEqual([`Entry 8: ${problem}`]);
  });

  it('finds an entry that was dated back', async () => {
    expect(await tamper(`UPDATE log_entries SET at = at - interval '1 day' WHERE "index" = 8`)).toEqual([
      'Entry 8: it is dated before the entry in front of it.',
      'Entry 8: its text names another time.',
    ]);
  });
});
