import { randomUUID } from 'node:crypto';
import { type INestApplicationContext, Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule, Standing } from '#access';
import { AuditModule } from '#audit';
import { DatabaseModule } from '#database';
import { CompareGenerations, EvaluationModule, GoldenQuestions, RunComparisonJob } from '#evaluation';
import { ManageIndex } from '#ingestion';
import { JobQueues } from '#jobs';
import type { Principal, Role } from '#knowledge';
import { type Collection, CollectionRepository, DocumentRegister, LibraryModule } from '#library';
import { IndexGenerationRepository, SearchIndexModule } from '#search-index';
import { type TestPostgres, queryOnce, startPostgres } from '#testing';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import type { AskGoldenQuestions } from '../../../libs/evaluation/src/ask-golden-questions.js';
import { GoldenComparisonRepository } from '../../../libs/evaluation/src/golden-comparison.repository.js';
import { aFile } from '../library/open-library.js';

const ADMIN = aPerson('administrator');
const LIBRARIAN = aPerson('librarian');
const READER = aPerson('reader');

let postgres: TestPostgres;
let url: string;
let app: INestApplicationContext;
let golden: GoldenQuestions;
let staff: Collection;
let board: Collection;
/** Payloads of the jobs that were made. */
const offered: object[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.freshDatabase();
  const folder = join(tmpdir(), `chancery-evaluation-${randomUUID()}`);
  // What only the worker or the queues would do is not asked for here.
  const queues = { offer: async (_job: unknown, payloads: object[]) => void offered.push(...payloads) };
  const elsewhere = [
    { provide: ManageIndex, useValue: {} },
    { provide: JobQueues, useValue: queues },
  ];
  const index = SearchIndexModule.at({ uri: join(folder, 'index') });
  const rooms = [DatabaseModule.connect(url, 6), AccessModule, AuditModule, LibraryModule.in(folder), index];
  @Global()
  @Module({ imports: rooms, providers: elsewhere, exports: [...rooms, ...elsewhere.map(({ provide }) => provide)] })
  class Rooms {}
  @Module({ imports: [Rooms, EvaluationModule] })
  class Everything {}
  app = await NestFactory.createApplicationContext(Everything, { logger: ['error'] });
  golden = app.get(GoldenQuestions);
  staff = await app.get(CollectionRepository).create('Staff', 'library');
  board = await app.get(CollectionRepository).create('Board', 'library');
  await queryOnce(url, 'INSERT INTO access_grants (subject_id, object_id, is_denied) VALUES ($1, $2, false)', [
    LIBRARIAN.userId,
    staff.id,
  ]);
}, 120_000);
afterAll(async () => {
  await app?.close();
  await postgres?.stop();
});
beforeEach(() => queryOnce(url, 'DELETE FROM golden_questions'));

function aPerson(role: Role): Principal {
  return { userId: randomUUID(), name: role, role, via: 'key' };
}

async function document({ id }: Collection, path = `${randomUUID()}.txt`): Promise<string> {
  const [registered] = await app
    .get(DataSource)
    .transaction((manager) => app.get(DocumentRegister).register(manager, id, [aFile(path)], new Date()));
  return registered!.documentId;
}

/** As if it had been read, and what was read stood. */
async function withText(documentId: string, text: string): Promise<void> {
  await queryOnce(
    url,
    `INSERT INTO revision_texts (revision_id, text, pages, sha256) SELECT latest_revision_id, $2, '[]', '' FROM documents WHERE id = $1`,
    [documentId, text],
  );
  await queryOnce(url, 'UPDATE documents SET current_revision_id = latest_revision_id WHERE id = $1', [documentId]);
}

const about = (documentId: string, collectionIds: string[] = []) => ({
  ...{ question: 'How much leave?', collectionIds, origin: 'manual' as const },
  expected: [{ documentId, quote: '20 days' }],
});

it('are kept, changed and removed, each with its log entry in ids and hashes', async () => {
  const { id } = await golden.add(LIBRARIAN, about(await document(staff)));
  const changed = await golden.change(LIBRARIAN, id, { question: 'How many days?', note: 'asked often' });
  expect(changed).toMatchObject({ question: 'How many days?', note: 'asked often', origin: 'manual' });
  expect(changed.expected).toMatchObject([{ quote: '20 days', page: null }]);
  await golden.remove(LIBRARIAN, id);
  await expect(golden.show(LIBRARIAN, id)).rejects.toMatchObject({ code: 'golden.not_found' });
  const leaves = await queryOnce<{ leaf: string }>(
    url,
    `SELECT leaf FROM log_entries WHERE kind = 'golden.changed' ORDER BY "index"`,
  );
  const subjects = leaves.map(({ leaf }) => (JSON.parse(leaf) as { subject: Record<string, string> }).subject);
  expect(subjects.map(({ change }) => change)).toEqual(['added', 'changed', 'removed']);
  expect(subjects[0]!['version']).not.toBe(subjects[1]!['version']);
  expect(JSON.stringify(leaves)).not.toMatch(/leave|asked often|20 days/i);
});

it('land with what else is done, or not at all', async () => {
  const documentId = await document(staff);
  const work = app.get(DataSource).transaction(async (manager) => {
    await golden.add(ADMIN, about(documentId), manager);
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(await golden.list(ADMIN, 0, 10)).toMatchObject({ total: 0 });
});

it('are nobody’s business who may not see their documents or collections', async () => {
  const hidden = await document(board);
  await golden.add(ADMIN, about(hidden));
  await golden.add(ADMIN, about(await document(staff), [board.id]));
  const { id } = await golden.add(ADMIN, about(await document(staff), [staff.id]));
  expect(await golden.list(ADMIN, 0, 10)).toMatchObject({ total: 3 });
  const seen = await golden.list(LIBRARIAN, 0, 10);
  expect(seen.questions.map((question) => question.id)).toEqual([id]);
  await expect(golden.add(LIBRARIAN, about(hidden))).rejects.toMatchObject({ code: 'document.not_found' });
  await expect(golden.add(LIBRARIAN, about(await document(staff), [board.id]))).rejects.toMatchObject({
    code: 'collection.not_found',
  });
  await expect(golden.change(LIBRARIAN, id, { expected: [{ documentId: hidden }] })).rejects.toMatchObject({
    code: 'document.not_found',
  });
  await expect(golden.list(READER, 0, 10)).rejects.toMatchObject({ code: 'auth.forbidden' });
});

it('take by hand no words that their document does not hold', async () => {
  const documentId = await document(staff);
  await withText(documentId, 'Everybody has\n20  Days of leave.');
  const { id } = await golden.add(ADMIN, about(documentId));
  expect((await golden.show(ADMIN, id)).mediaTypes).toEqual(new Map([[documentId, aFile('').mediaType]]));
  const otherwise = { ...about(documentId), expected: [{ documentId, quote: '30 days' }] };
  await expect(golden.add(ADMIN, otherwise)).rejects.toMatchObject({ code: 'golden.quote_not_found' });
  await expect(golden.add(ADMIN, { ...otherwise, origin: 'import' })).resolves.toMatchObject({ origin: 'import' });
});

it('take no such words when they are changed either, and leave those alone that stood there before', async () => {
  const documentId = await document(staff);
  const twin = await document(staff);
  for (const each of [documentId, twin]) await withText(each, 'Everybody has 20 days of leave.');
  const { id } = await golden.add(ADMIN, about(documentId));
  const outOf = (of: string, quote: string) => golden.change(ADMIN, id, { expected: [{ documentId: of, quote }] });
  await expect(outOf(documentId, '30 days')).rejects.toMatchObject({ code: 'golden.quote_not_found' });
  expect((await golden.show(ADMIN, id)).expected).toMatchObject([{ quote: '20 days' }]);
  await expect(outOf(documentId, 'days of leave')).resolves.toMatchObject({ expected: [{ quote: 'days of leave' }] });
  await queryOnce(url, 'UPDATE revision_texts SET text = $1', ['Nothing about it any more.']);
  await expect(outOf(documentId, 'days of leave')).resolves.toMatchObject({ expected: [{ documentId }] });
  await expect(golden.change(ADMIN, id, { note: 'checked' })).resolves.toMatchObject({ note: 'checked' });
  await expect(outOf(twin, 'days of leave')).rejects.toMatchObject({ code: 'golden.quote_not_found' });
});

it('stop a switch while they were not put to the index, and only administrators may ask for one', async () => {
  const generations = app.get(IndexGenerationRepository);
  const compare = app.get(CompareGenerations);
  await generations.liveOrFirst('old@1', 4, 1);
  const made = { embedderId: 'new@2', dimensions: 4, chunkerVersion: 1, requestedBy: ADMIN.userId };
  const { id } = await app
    .get(DataSource)
    .transaction((manager) => generations.begin(manager, { ...made, switchMode: 'manual' }));
  const pair = { from: null, to: id };
  expect(await compare.show(ADMIN, pair)).toMatchObject({ verdict: 'unknown', gate: { passes: true } });
  await golden.add(ADMIN, about(await document(staff)));
  expect(await compare.show(ADMIN, pair)).toMatchObject({ gate: { passes: false } });
  const calm = { isForced: false, reason: '' };
  await expect(compare.switch(ADMIN, id, calm)).rejects.toMatchObject({ code: 'index.switch_refused' });
  await expect(compare.switch(ADMIN, id, { ...calm, isForced: true })).rejects.toMatchObject({
    code: 'index.reason_missing',
  });
  await expect(compare.switch(LIBRARIAN, id, calm)).rejects.toMatchObject({ code: 'auth.forbidden' });
  await expect(compare.show(LIBRARIAN, pair)).rejects.toMatchObject({ code: 'auth.forbidden' });
  await expect(compare.show(ADMIN, { from: null, to: 'g99' })).rejects.toMatchObject({
    code: 'index.generation_not_found',
  });
});

it('are put to two generations until that is done or given up, and whoever asked is told which', async () => {
  const generations = app.get(IndexGenerationRepository);
  const compare = app.get(CompareGenerations);
  const from = await generations.liveOrFirst('old@1', 4, 1);
  const made = { embedderId: 'third@3', dimensions: 4, chunkerVersion: 1, requestedBy: null };
  const to = await app
    .get(DataSource)
    .transaction((manager) => generations.begin(manager, { ...made, switchMode: 'manual' }));
  const pair = { from: from.id, to: to.id };
  await expect(compare.ask(ADMIN, pair)).rejects.toMatchObject({ code: 'index.generation_not_ready' });
  expect(await compare.show(ADMIN, pair)).toMatchObject({ asked: null });
  await generations.markBuilt(to.id);
  const put: string[] = [];
  const asking = { run: async ({ id }: { id: string }) => void put.push(id) } as unknown as AskGoldenQuestions;
  const comparisons = app.get(GoldenComparisonRepository, { strict: false });
  const standing = {
    during: (_by: unknown, _act: unknown, signal: AbortSignal, work: (s: AbortSignal) => unknown) => work(signal),
  };
  const job = new RunComparisonJob(generations, comparisons, asking, standing as unknown as Standing);

  await compare.ask(ADMIN, pair);
  expect(offered).toEqual([{ ...pair, by: ADMIN.userId }]);
  // What a sweep makes its job of, should the first one be lost.
  expect(await job.pending()).toEqual(offered);
  expect(await compare.show(ADMIN, pair)).toMatchObject({ asked: { failure: null } });
  const why = { code: 'model.not_found', message: 'Gone.', particulars: { what: 'model', name: 'third' } };
  await job.giveUp(pair, why);
  expect(await compare.show(ADMIN, pair)).toMatchObject({ asked: { failure: why } });
  expect(await job.pending()).toEqual([]);

  await compare.ask(ADMIN, pair);
  expect(await compare.show(ADMIN, pair)).toMatchObject({ asked: { failure: null } });
  await job.run(pair, ADMIN.userId, new AbortController().signal);
  expect(put).toEqual([from.id, to.id]);
  expect(await compare.show(ADMIN, pair)).toMatchObject({ asked: null });
});
