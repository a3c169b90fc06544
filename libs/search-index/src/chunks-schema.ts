import { Field, FixedSizeList, Float32, Int64, List, Schema, Utf8 } from 'apache-arrow';
import { Index } from '@lancedb/lancedb';
import type { Table } from '@lancedb/lancedb';
import { MAX_TOKEN_LENGTH } from './analyse.js';
import { holdsShortVectors } from './vector-index.js';
import { ANY_PAIRS, PAIR_COLUMNS } from './word-pairs.js';

/**
 * Columns of a chunk table. `id` is declared as primary key at birth: without it, upserts of the same new ids from two
 * processes would each insert their rows.
 */
export function chunksSchema(dimensions: number): Schema {
  const utf8 = (name: string) => new Field(name, new Utf8(), false);
  return new Schema([
    new Field('id', new Utf8(), false, new Map([['lance-schema:unenforced-primary-key:position', '1']])),
    utf8('collection_id'),
    utf8('document_id'),
    utf8('revision_id'),
    utf8('media_type'),
    utf8('path'),
    utf8('matter'),
    new Field('meta', new List(new Field('item', new Utf8(), true)), false),
    utf8('terms'),
    new Field('vector', new FixedSizeList(dimensions, new Field('item', new Float32(), true)), false),
    new Field('valid_from', new Int64(), false),
    new Field('valid_to', new Int64(), false),
    ...PAIR_COLUMNS.map((name) => new Field(name, new Int64(), false)),
  ]);
}

/** Length of the vectors of an open table. */
export async function dimensionsOf(table: Table): Promise<number> {
  return dimensionsIn(await table.schema());
}

/** The same where the schema is at hand. */
function dimensionsIn({ fields }: Schema): number {
  return (fields.find(({ name }) => name === 'vector')!.type as FixedSizeList).listSize;
}

/** An index over one column. */
export interface ColumnIndex {
  /** As LanceDB names what it has. */
  readonly kind: 'BTree' | 'Bitmap' | 'LabelList' | 'FTS';
  /** A config serves once. */
  readonly config: () => Index;
}

/** Which index each column gets. */
export type TableIndexes = Readonly<Record<string, ColumnIndex>>;

/** An ordered index over a column, for what is looked up by value or range. */
export const BTREE: ColumnIndex = { kind: 'BTree', config: () => Index.btree() };
const BITMAP: ColumnIndex = { kind: 'Bitmap', config: () => Index.bitmap() };

/**
 * The tokens come analysed: the index splits them at the spaces and does nothing else. Where a token stands is not kept: it
 * would be two thirds of what taking rows in costs, and phrases are asked of the rows (phrase-filter.ts).
 */
export const TERMS: ColumnIndex = {
  kind: 'FTS',
  config: () =>
    Index.fts({
      baseTokenizer: 'whitespace',
      lowercase: false,
      stem: false,
      removeStopWords: false,
      asciiFolding: false,
      // Measured in bytes by the index; a code unit takes up to three.
      maxTokenLength: 4 * MAX_TOKEN_LENGTH,
      withPosition: false,
    }),
};

/**
 * Every index that can be built on an empty table, by column. The vector index comes later, when there is enough to index.
 * `valid_to` is asked for by every search, and nearly every row answers with the same value: a tree hands out a million of them
 * one by one, 9 ms in each leg, a bitmap at once.
 */
const INDEXES: TableIndexes = {
  id: BTREE,
  revision_id: BTREE,
  document_id: BTREE,
  collection_id: BITMAP,
  matter: BITMAP,
  valid_to: BITMAP,
  meta: { kind: 'LabelList', config: () => Index.labelList() },
  terms: TERMS,
};

/** What an open table can do; those that earlier versions made may do less. */
export interface ChunkTableShape {
  readonly dimensions: number;
  /** A table from before there were matters holds no document that is under any. */
  readonly hasMatters: boolean;
  /** Whether its rows say which words stand one after another. */
  readonly hasPairs: boolean;
  /** Whether the vector index may hold the vectors in short, so that what it finds is to be compared whole. */
  readonly hasShortVectors: boolean;
}

/** What a search needs to know of an open table. */
export async function shapeOf(table: Table): Promise<ChunkTableShape> {
  const schema = await table.schema();
  const names = new Set(schema.fields.map(({ name }) => name));
  return {
    dimensions: dimensionsIn(schema),
    hasMatters: names.has('matter'),
    hasPairs: names.has(PAIR_COLUMNS[0]!),
    hasShortVectors: holdsShortVectors(schema),
  };
}

/** Give a table from before there were matters the column, empty, and one from before pairs of words theirs, which deny nothing. */
export async function addMissingColumns(table: Table): Promise<void> {
  const { hasMatters, hasPairs } = await shapeOf(table);
  if (!hasMatters) await table.addColumns([{ name: 'matter', valueSql: "''" }]);
  if (!hasPairs)
    await table.addColumns(PAIR_COLUMNS.map((name) => ({ name, valueSql: `cast(${ANY_PAIRS} as bigint)` })));
}

/**
 * Create those indexes that a table lacks: all of a new one, the rest where a crash came between, and those that are of another
 * kind, as an earlier version made them. Meanwhile the column is scanned.
 */
export async function createMissingIndexes(table: Table, indexes: TableIndexes): Promise<void> {
  const present = new Map(
    (await table.listIndices()).flatMap((index) => index.columns.map((column) => [column, index])),
  );
  for (const [column, { kind, config }] of Object.entries(indexes)) {
    const there = present.get(column);
    if (there?.indexType === kind) continue;
    if (there) await table.dropIndex(there.name);
    await table.createIndex(column, { config: config() });
  }
}

/** Build every index anew, so that none of them holds anything of rows that are gone. */
export async function rebuildIndexes(table: Table, indexes: TableIndexes = INDEXES): Promise<void> {
  for (const [column, { config }] of Object.entries(indexes))
    await table.createIndex(column, { config: config(), replace: true });
}

/** What a kind of table is made of. */
export interface TableShape {
  readonly schema: (dimensions: number) => Schema;
  readonly indexes: TableIndexes;
  /** For tables that were made before a column was thought of. */
  readonly addMissingColumns?: (table: Table) => Promise<void>;
}

/** What chunk tables are made and kept with. */
export const CHUNK_TABLE: TableShape = { schema: chunksSchema, indexes: INDEXES, addMissingColumns };
