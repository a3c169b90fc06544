import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Index } from '@lancedb/lancedb';
import { type IndexRow, IndexStore, IndexWriter, SearchIndex, tableNameFor } from '#search-index';
import { aVisibility } from '#testing';

const TABLE = tableNameFor(1);
const DIMENSIONS = 64;
const CHUNKS_OF_A_DOCUMENT = 20;

let folder: string;
let store: IndexStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-vectors-'));
  store = new IndexStore({ uri: folder });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** The same for a number on every machine, and like no other. */
function vectorAt(n: number, dimensions: number): Float32Array {
  const numbers = Array.from({ length: dimensions }, (_, d) => Math.sin(1 + n * 12.9898 + d * 78.233) * 43_758.5453);
  return Float32Array.from(numbers, (x) => x - Math.floor(x) - 0.5);
}

function rowAt(n: number, dimensions: number): IndexRow {
  const of = Math.floor(n / CHUNKS_OF_A_DOCUMENT);
  const place = { collectionId: 'payroll', documentId: `document-${of}`, revisionId: `r${of}`, path: `${of}.txt` };
  const rest = { mediaType: 'text/plain', metadata: {}, title: 'Pay', headingPath: [], text: 'leave', validFrom: 1 };
  return { chunkId: `c${n}`, ...place, ...rest, vector: vectorAt(n, dimensions) };
}

async function grow(writer: IndexWriter, from: number, to: number, dimensions = DIMENSIONS): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, i) => rowAt(from + i, dimensions));
  await writer.upsert(TABLE, rows, new Set(rows.map(({ revisionId }) => revisionId)));
  await writer.optimize(TABLE, { keepVersionsMs: 0 });
}

/** Cosines of the nearest, best first. */
async function nearest(vector: Float32Array, documents?: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const visibility = documents ? aVisibility([], [], { documents }) : aVisibility();
  const { cosine } = await new SearchIndex(store).search({
    ...{ tables: [TABLE], visibility, filter: {}, asOf: null, terms: null, vector },
    ...{ keywordLimit: 50, vectorLimit: 50 },
  });
  return cosine;
}

async function kindOf(column: string): Promise<string | undefined> {
  const indexes = await (await store.open(TABLE))!.listIndices();
  return indexes.find(({ columns }) => columns.includes(column))?.indexType;
}

async function builtOf(): Promise<number> {
  const { fields } = await (await store.open(TABLE))!.schema();
  return Number(fields.find(({ name }) => name === 'vector')!.metadata.get('chancery:indexed-rows') ?? 0);
}

it('has none while there are few rows, then whole vectors, then short ones, and finds the same and new rows too', async () => {
  const writer = new IndexWriter(store, { whole: 500, short: 2_000 });
  const asked = vectorAt(100_000, DIMENSIONS);
  for (const [from, to, kind] of [
    [0, 400, undefined],
    [400, 1_200, 'IvfFlat'],
    [1_200, 3_000, 'IvfRq'],
  ] as const) {
    const rows = Array.from({ length: to - from }, (_, i) => rowAt(from + i, DIMENSIONS));
    await writer.upsert(TABLE, rows, new Set(rows.map(({ revisionId }) => revisionId)));
    // What no index holds is compared as it is.
    await (await store.open(TABLE))!.dropIndex('vector_idx').catch(() => {});
    const before = await nearest(asked);
    await writer.optimize(TABLE, { keepVersionsMs: 0 });
    expect(await kindOf('vector')).toBe(kind);
    expect(await writer.stats(TABLE)).toMatchObject({ hasVectorIndex: kind !== undefined, unindexed: 0 });
    const after = await nearest(asked);
    // Short ones are turned by chance when they are made, so that now and then one far down the list is not compared whole.
    const sure = kind === 'IvfRq' ? 10 : 50;
    expect([...after.keys()].slice(0, sure)).toEqual([...before.keys()].slice(0, sure));
    const same = [...after].filter(([id]) => before.has(id));
    expect(same.length).toBeGreaterThanOrEqual(kind === 'IvfRq' ? 45 : before.size);
    for (const [id, cosine] of same) expect(cosine).toBeCloseTo(before.get(id)!, 5);
  }
  await writer.upsert(TABLE, [{ ...rowAt(0, DIMENSIONS), chunkId: 'new', revisionId: 'new', vector: asked }]);
  expect([...(await nearest(asked)).keys()][0]).toBe('new');
  await writer.optimize(TABLE, { keepVersionsMs: 0 });
  expect([...(await nearest(asked)).keys()][0]).toBe('new');
  expect([...(await nearest(asked, ['document-7'])).keys()].sort()).toEqual(
    Array.from({ length: CHUNKS_OF_A_DOCUMENT }, (_, i) => `c${7 * CHUNKS_OF_A_DOCUMENT + i}`).sort(),
  );
});

it.each([
  ['of whole vectors anew when the rows have doubled', { whole: 100, short: 10_000 }, 'IvfFlat', [120, 180, 300]],
  ['of short vectors anew when there are three times as many', { whole: 100, short: 120 }, 'IvfRq', [140, 400, 440]],
] as const)('builds an index %s, and not before', async (_, from, kind, [first, fewer, enough]) => {
  const writer = new IndexWriter(store, from);
  await grow(writer, 0, first);
  expect([await kindOf('vector'), await builtOf()]).toEqual([kind, first]);
  await grow(writer, first, fewer);
  expect(await builtOf()).toBe(first);
  await grow(writer, fewer, enough);
  expect([await kindOf('vector'), await builtOf()]).toEqual([kind, enough]);
});

it('takes short vectors as soon as there are enough rows, and keeps them while there are fewer again', async () => {
  const writer = new IndexWriter(store, { whole: 100, short: 600 });
  await grow(writer, 0, 560);
  expect(await kindOf('vector')).toBe('IvfFlat');
  await grow(writer, 560, 640);
  expect([await kindOf('vector'), await builtOf()]).toEqual(['IvfRq', 640]);
  await writer.removeRevisions(TABLE, ['r0', 'r1', 'r2']);
  await writer.optimize(TABLE, { keepVersionsMs: 0 });
  expect([await kindOf('vector'), await builtOf()]).toEqual(['IvfRq', 640]);
  // Built anew for another reason it is of whole vectors, and what it finds is not compared twice.
  await writer.eraseRevisions(TABLE, ['r3']);
  expect([await kindOf('vector'), await builtOf()]).toEqual(['IvfFlat', 560]);
  const { fields } = await (await store.open(TABLE))!.schema();
  expect([...fields.find(({ name }) => name === 'vector')!.metadata.keys()]).toEqual(['chancery:indexed-rows']);
});

it('erases the last rows of a table with its index, and builds another when there are rows again', async () => {
  const writer = new IndexWriter(store, { whole: 100, short: 110 });
  await grow(writer, 0, 120);
  await writer.eraseRevisions(TABLE, ['r0', 'r1', 'r2', 'r3', 'r4', 'r5']);
  expect([await kindOf('vector'), await builtOf()]).toEqual([undefined, 0]);
  expect((await nearest(vectorAt(1, DIMENSIONS))).size).toBe(0);
  await grow(writer, 0, 120);
  expect([await kindOf('vector'), await builtOf()]).toEqual(['IvfRq', 120]);
  expect((await nearest(vectorAt(1, DIMENSIONS))).size).toBeGreaterThan(0);
});

it('leaves vectors whole whose length no short form has', async () => {
  const writer = new IndexWriter(store, { whole: 100, short: 300 });
  await grow(writer, 0, 320, 12);
  expect(await kindOf('vector')).toBe('IvfFlat');
});

it('gives a table of an earlier version the kinds of indexes that there are now', async () => {
  await grow(new IndexWriter(store), 0, 300);
  const table = (await store.open(TABLE))!;
  await table.dropIndex('valid_to_idx');
  await table.createIndex('valid_to', { config: Index.btree() });
  const before = await nearest(vectorAt(5, DIMENSIONS));
  await store.close();

  store = new IndexStore({ uri: folder });
  await new IndexWriter(store).optimize(TABLE, { keepVersionsMs: 0 });
  expect(await kindOf('valid_to')).toBe('Bitmap');
  expect(await nearest(vectorAt(5, DIMENSIONS))).toEqual(before);

  // Those that are of the right kind are left alone.
  const madeAt = async () => (await (await store.open(TABLE))!.listIndices()).map(({ indexUuid }) => indexUuid).sort();
  const made = await madeAt();
  await store.close();
  store = new IndexStore({ uri: folder });
  await new IndexWriter(store).setMatters(TABLE, ['nothing'], null);
  expect(await madeAt()).toEqual(made);
});
