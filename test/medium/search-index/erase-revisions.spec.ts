import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IndexRow, IndexStore, IndexWriter, SearchIndex, tableNameFor, unspecifiedLexicon } from '#search-index';
import { aVisibility } from '#testing';

const TABLE = tableNameFor(1);
const WORD = 'glimmerstone';
const SECRET_PATH = 'payroll/quillfeather.txt';

let folder: string;
let store: IndexStore;
let writer: IndexWriter;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-index-'));
  store = new IndexStore({ uri: folder });
  writer = new IndexWriter(store);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

function aRow(n: number, revisionId: string, text: string, path: string): IndexRow {
  const vector = Float32Array.of(1, n / 1_000, 0.25, 0.125);
  const place = { collectionId: 'payroll', documentId: `document-${revisionId}`, revisionId, path };
  const rest = { mediaType: 'text/plain', metadata: { client: WORD }, title: 'Pay', headingPath: [], validFrom: 1 };
  return { chunkId: `${revisionId}-${n}`, ...place, ...rest, text, vector };
}

const many = (revisionId: string, count: number, text: string, path: string) =>
  Array.from({ length: count }, (_, n) => ({
    ...aRow(n, revisionId, text, path),
    ...(revisionId === 'stays' && { metadata: {} }),
  }));

async function filesWith(needle: string): Promise<string[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const hits = await Promise.all(
    entries.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return (await readFile(path)).includes(needle) ? path.slice(folder.length) : '';
    }),
  );
  return hits.filter((hit) => hit !== '');
}

async function found(word: string): Promise<string[]> {
  const hits = await new SearchIndex(store).search({
    ...{
      tables: [TABLE],
      visibility: aVisibility(),
      filter: {},
      asOf: null,
      terms: unspecifiedLexicon().words(word),
      vector: null,
    },
    ...{ keywordLimit: 50, vectorLimit: 50 },
  });
  return [...hits.keyword.keys()];
}

it.each([
  ['in one write with others', 1],
  ['after others', 0],
])('an erased revision leaves no byte in the index, written %s', async (_name, together) => {
  const stays = many('stays', 60, 'Leave is granted.', 'handbook/leave.txt');
  const goes = many('goes', 3, `The ${WORD} bonus is nine thousand pounds.`, SECRET_PATH);
  if (together) await writer.upsert(TABLE, [...stays, ...goes]);
  else {
    await writer.upsert(TABLE, stays);
    await writer.optimize(TABLE, { keepVersionsMs: 600_000 });
    await writer.upsert(TABLE, goes);
  }
  await writer.optimize(TABLE, { keepVersionsMs: 600_000 });
  expect(await found(WORD)).toHaveLength(3);
  expect((await filesWith(SECRET_PATH)).length + (await filesWith(WORD)).length).toBeGreaterThan(0);

  await writer.eraseRevisions(TABLE, ['goes']);

  expect(await filesWith(SECRET_PATH)).toEqual([]);
  expect(await filesWith(WORD)).toEqual([]);
  expect(await filesWith('goes-1')).toEqual([]);
  expect(await found(WORD)).toEqual([]);
  expect(await found('leave')).toHaveLength(50);
  expect((await writer.stats(TABLE)).chunks).toBe(60);
  // Erasing once more, or what was never there, changes nothing.
  await writer.eraseRevisions(TABLE, ['goes', 'never']);
  expect((await writer.stats(TABLE)).chunks).toBe(60);
});

it('the last revision of a table can be erased', async () => {
  await writer.upsert(TABLE, many('goes', 3, `The ${WORD} bonus.`, SECRET_PATH));
  await writer.eraseRevisions(TABLE, ['goes']);
  expect(await filesWith(SECRET_PATH)).toEqual([]);
  expect((await writer.stats(TABLE)).chunks).toBe(0);
});
