import type { Collection } from '#library';
import { type TestPostgres, aVisibility, startPostgres } from '#testing';
import { type OpenLibrary, aFile, openLibrary } from './open-library.js';

const everything = aVisibility();

let postgres: TestPostgres;
let library: OpenLibrary;
let collection: Collection;

beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => {
  library = await openLibrary(await postgres.freshDatabase());
  collection = await library.collections.create('Payroll', 'library');
});
afterEach(() => library.close());

const outcomes = async (...files: Parameters<typeof aFile>[]) =>
  (
    await library.register(
      collection,
      files.map((file) => aFile(...file)),
    )
  ).map(({ outcome }) => outcome);
const show = async (documentId: string) => {
  const { revisions, latest } = await library.documents.show(everything, documentId);
  return { numbers: revisions.map(({ number }) => number), latest: latest.number };
};

it('takes new files, leaves the same bytes alone and makes other bytes the next revision', async () => {
  expect(await outcomes(['a.txt'], ['b.txt'])).toEqual(['accepted', 'accepted']);
  expect(await outcomes(['b.txt', 'changed'], ['a.txt'], ['c.txt'])).toEqual(['revised', 'unchanged', 'accepted']);
  const { total } = await library.documents.list(everything, { offset: 0, limit: 10 });
  expect(total).toBe(3);
});

it('goes back to earlier bytes by one more revision', async () => {
  const [first] = await library.register(collection, [aFile('a.txt', 'one')]);
  await library.register(collection, [aFile('a.txt', 'two')]);
  await library.register(collection, [aFile('a.txt', 'one')]);
  expect(await show(first!.documentId)).toEqual({ numbers: [3, 2, 1], latest: 3 });
});

it('holds the same bytes at two places as two documents', async () => {
  const registrations = await library.register(collection, [aFile('a.txt', 'same'), aFile('b.txt', 'same')]);
  expect(new Set(registrations.map(({ documentId }) => documentId)).size).toBe(2);
});

it('queues a failed revision again when that is asked for, and no other', async () => {
  const [failed, waiting] = await library.register(collection, [aFile('a.txt'), aFile('b.txt')]);
  await library.source.transaction((manager) =>
    library.revisions.fail(manager, failed!.revisionId, { code: 'parse.crashed', message: 'It ended.' }),
  );
  expect(await library.register(collection, [aFile('a.txt')])).toMatchObject([{ outcome: 'unchanged' }]);
  expect(await library.revisions.retryFailed(aVisibility([]), {})).toEqual([]);
  expect(await library.revisions.retryFailed(everything, { documentId: waiting!.documentId })).toEqual([]);
  expect(await library.revisions.retryFailed(everything, { collectionId: collection.id })).toEqual([
    failed!.revisionId,
  ]);
  expect(await library.revisions.find(failed!.revisionId)).toMatchObject({
    state: 'queued',
    failure: null,
    attempts: 0,
  });
});

it('brings a removed document back with the same bytes as a new revision', async () => {
  const [{ documentId } = { documentId: '' }] = await library.register(collection, [aFile('a.txt')]);
  await library.source.transaction((manager) => library.documentRegister.setRemoved(manager, [documentId], new Date()));
  expect(await outcomes(['a.txt'])).toEqual(['revised']);
  expect(await show(documentId)).toEqual({ numbers: [2, 1], latest: 2 });
});

it('makes one document a path of several uploads at once, without a revision number twice', async () => {
  const paths = Array.from({ length: 50 }, (_, i) => `folder/${i}.txt`);
  const upload = (content: string, order: string[]) =>
    library.register(
      collection,
      order.map((path) => aFile(path, `${content} of ${path}`)),
    );
  const results = await Promise.all([
    upload('draft', paths),
    upload('draft', paths.toReversed()),
    upload('final', paths),
    upload('final', paths.toReversed()),
  ]);
  for (const [i, result] of results.entries())
    expect(result.map(({ path }) => path)).toEqual(i % 2 === 0 ? paths : paths.toReversed());
  const [count] = await library.source.query<{ documents: number; revisions: number; numbers: number }[]>(
    `SELECT count(DISTINCT document_id)::int AS documents, count(*)::int AS revisions,
            count(DISTINCT (document_id, number))::int AS numbers FROM revisions`,
  );
  const made = results.flat().filter(({ outcome }) => outcome !== 'unchanged');
  expect(count).toEqual({ documents: 50, revisions: made.length, numbers: made.length });
  expect(made.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(50);
  const ids = new Set(results.flat().map(({ documentId }) => documentId));
  expect(ids.size).toBe(50);
  const gaps = await library.source.query(
    `SELECT document_id FROM revisions GROUP BY document_id HAVING max(number) <> count(*)`,
  );
  expect(gaps).toEqual([]);
});
