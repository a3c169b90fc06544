import { randomUUID } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditLog, AuditModule } from '#audit';
import { DatabaseModule } from '#database';
import {
  AnswerRecordRepository,
  type RecordBody,
  type RecordFilter,
  type RecordReader,
  RecordsModule,
} from '#decisions';
import { type Principal, canonicalJson, sha256Hex } from '#knowledge';
import { type TestPostgres, queryOnce, startPostgres, aVisibility } from '#testing';

let postgres: TestPostgres;
let url: string;
let records: AnswerRecordRepository;
let log: AuditLog;
let close: () => Promise<void>;

beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.freshDatabase();
  @Global()
  @Module({ imports: [AuditModule], exports: [AuditModule] })
  class Audit {}
  @Module({ imports: [DatabaseModule.connect(url, 2), Audit, RecordsModule] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: ['error'] });
  records = app.get(AnswerRecordRepository);
  log = app.get(AuditLog);
  close = () => app.close();
});
afterEach(() => close());

const ANNA: Principal = { userId: randomUUID(), name: 'Anna', role: 'reader', via: 'key' };
const BEN: Principal = { userId: randomUUID(), name: 'Ben', role: 'reader', via: 'key' };

function aBody(principal: Principal): RecordBody {
  const { userId: id, name, role, via } = principal;
  const trace = {
    outcome: 'answered',
    mode: 'quoted',
    answer: 'Thirty days.',
    citations: [],
    model: null,
    retrieval: { embedder: null },
    sentences: [{ text: 'Thirty days.', support: 'verbatim', citations: [] }],
  } as unknown as RecordBody['trace'];
  return {
    version: 1,
    id: randomUUID(),
    askedAt: '2031-03-01T09:00:00.000Z',
    askedBy: { id, name, role, via },
    asked: { question: 'How long is leave?', collections: [], filter: {}, matter: null, model: null, followUp: null },
    corpus: { change: 1, coverage: { searched: 1, unreadable: 0 }, indexTables: [] },
    service: { version: '0', runtime: 'node' },
    passages: [],
    trace,
  };
}

const ANNEX = canonicalJson({ version: 1, salt: 'ab', hiddenDocuments: 4 });

/** A record of today's form with what is not for its asker. */
function aSaltedBody(principal: Principal): RecordBody {
  const access = { number: 3, visibilitySha256: '0', annexSha256: sha256Hex(ANNEX) };
  return { ...aBody(principal), version: 3, salt: 'cd', access };
}

/** Three records, then what a person with the database's own rights might do to them. */
async function tamper(sql: string): Promise<string[]> {
  for (let n = 0; n < 3; n++) await records.seal(aSaltedBody(ANNA), undefined, ANNEX);
  expect(await records.problems()).toEqual([]);
  for (const table of ['answer_records', 'log_entries'])
    await queryOnce(url, `ALTER TABLE ${table} DISABLE TRIGGER ALL`);
  await queryOnce(url, sql);
  return records.problems();
}

describe('sealed answers', () => {
  it('are read back as they were sealed, by their asker alone', async () => {
    const body = aBody(ANNA);
    const { index } = await records.seal(body);
    expect(await records.show({ principal: ANNA, mayReadAll: false }, body.id)).toMatchObject({
      body,
      logIndex: index,
    });
    await expect(records.show({ principal: BEN, mayReadAll: false }, body.id)).rejects.toMatchObject({
      code: 'record.not_found',
    });
    expect(await records.list({ principal: BEN, mayReadAll: false }, 0, 10)).toEqual({ records: [], total: 0 });
    expect(
      (await records.list({ principal: BEN, mayReadAll: true, visibility: aVisibility('all') }, 0, 10)).total,
    ).toBe(1);
    expect((await log.verify()).ok).toBe(true);
  });

  it('are narrowed by who asked, when, under which matter and how it ended, and never beyond what their reader may see', async () => {
    const of = async (
      principal: Principal,
      askedAt: string,
      matter: string | null,
      outcome: 'answered' | 'refused',
    ) => {
      const body = aBody(principal);
      const { asked, trace } = body;
      await records.seal({ ...body, askedAt, asked: { ...asked, matter }, trace: { ...trace, outcome } });
      return body.id;
    };
    const first = await of(ANNA, '2031-03-01T09:00:00.000Z', 'M-7', 'answered');
    const second = await of(BEN, '2031-03-02T09:00:00.000Z', 'M-7', 'refused');
    const third = await of(BEN, '2031-03-03T09:00:00.000Z', null, 'answered');
    const ofAll = { principal: ANNA, mayReadAll: true, visibility: aVisibility('all') } as const;
    const found = async (filter: RecordFilter, reader: RecordReader = ofAll) =>
      (await records.list(reader, 0, 10, filter)).records.map(({ id }) => id);

    expect(await found({})).toEqual([third, second, first]);
    expect(await found({ person: BEN.userId })).toEqual([third, second]);
    expect(await found({ since: '2031-03-02T09:00:00.000Z', until: '2031-03-03T09:00:00.000Z' })).toEqual([second]);
    expect(await found({ matter: 'M-7', outcome: 'answered' })).toEqual([first]);
    expect(await found({ mode: 'generated' })).toEqual([]);
    expect(await found({ collection: { id: randomUUID(), visibility: aVisibility('all') } })).toEqual([]);
    expect(await found({ matter: 'M-7' }, { principal: BEN, mayReadAll: false })).toEqual([second]);
    expect((await records.list(ofAll, 0, 1, { person: BEN.userId })).total).toBe(2);
  });

  it('are found by the models that took part and by a verdict among their sentences', async () => {
    const body = aBody(ANNA);
    const model = { name: 'writer', sha256: null };
    const trace = { ...body.trace, models: { embedder: model, reranker: null, generator: null, reasoner: null } };
    await records.seal({ ...body, trace });
    await records.seal(aBody(ANNA));
    const found = async (filter: RecordFilter) =>
      (await records.list({ principal: ANNA, mayReadAll: false }, 0, 10, filter)).records.map(({ id }) => id);
    expect(await found({ model: 'writer' })).toEqual([body.id]);
    expect(await found({ model: 'write' })).toEqual([]);
    expect(await found({ verdict: 'verbatim' })).toHaveLength(2);
    expect(await found({ verdict: 'unsupported' })).toEqual([]);
    expect(await found({ model: 'writer', verdict: 'verbatim' })).toEqual([body.id]);
  });

  it.each(['UPDATE answer_records SET question = $$x$$', 'DELETE FROM answer_records', 'TRUNCATE answer_records'])(
    'refuse %s',
    async (sql) => {
      await records.seal(aBody(ANNA));
      await expect(queryOnce(url, sql)).rejects.toThrow('append-only');
    },
  );

  it.each([
    [
      'an edited text',
      `UPDATE answer_records SET body = replace(body, 'Thirty', 'Ninety') WHERE log_index = 1`,
      /hash; it was edited/,
    ],
    ['another annex', `UPDATE answer_records SET annex = replace(annex, '4', '0') WHERE log_index = 1`, /annex/],
    ['an annex that is gone', `UPDATE answer_records SET annex = NULL WHERE log_index = 1`, /annex/],
    ['another asker', `UPDATE answer_records SET asked_by = '${BEN.userId}' WHERE log_index = 1`, /columns/],
    [
      'another verdict in the list',
      `UPDATE answer_records SET verdicts = '{supported}' WHERE log_index = 1`,
      /columns/,
    ],
    [
      'a model in the list that did not take part',
      `UPDATE answer_records SET models = '{writer}' WHERE log_index = 1`,
      /columns/,
    ],
    ['another question in the list', `UPDATE answer_records SET question = 'What?' WHERE log_index = 1`, /columns/],
    ['another log entry', `UPDATE answer_records SET log_index = 0 WHERE log_index = 1`, /does not vouch|is gone/],
    ['a log entry that is none', `UPDATE log_entries SET leaf = 'no JSON' WHERE "index" = 1`, /does not vouch/],
    ['a record that is gone', `DELETE FROM answer_records WHERE log_index = 1`, /is gone/],
  ])('show %s', async (_name, sql, problem) => {
    const problems = await tamper(sql);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join('\n')).toMatch(problem);
  });
});
