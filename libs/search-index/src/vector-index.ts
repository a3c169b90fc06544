import { Index } from '@lancedb/lancedb';
import type { IvfFlatOptions, Table } from '@lancedb/lancedb';
import type { FixedSizeList, Schema } from 'apache-arrow';
import { retryConflicts } from './retry-conflicts.js';

/** How many rows a table needs for each kind of vector index. */
export interface VectorIndexFrom {
  /** Below them scanning the column is fast enough. */
  readonly whole: number;
  /** From them on the index holds the vectors in short. */
  readonly short: number;
}

/**
 * Whole vectors in partitions are compared as exactly as by a scan, and five times as fast; of more than 200,000 rows, comparing them takes more
 * time and memory than everything else of a search (docs/benchmarks.md).
 */
export const VECTOR_INDEX_FROM: VectorIndexFrom = { whole: 10_000, short: 200_000 };

/** Name of the index over the vectors of a table. */
export const VECTOR_INDEX = 'vector_idx';
/** More than any table has: a search looks at all of them. One that is narrowed to a few rows would miss those that lie in others. */
export const EVERY_PARTITION = 1_000_000;
/** Of vectors in short, twice as many as are wanted are compared whole: at a million the best ten are then all there, and 0.998 of the best 200. */
export const COMPARED_WHOLE = 2;

/** How an index of either kind is made, and when it is made anew. */
interface Kind {
  readonly rowsOfPartition: number;
  /** By so much the table has grown since: what is added is put beside the old centres. */
  readonly grown: number;
  /** Each tidying leaves a small index of its own; a search asks all of them. */
  readonly parts: number;
}
/**
 * Building is followed by a compaction of everything, as files are rewritten together only where the same indexes cover them: 70 s at a million
 * rows, where a tidying takes 25 s. Short vectors bear more growth, being compared whole in the end. But in a table of two and a half times the rows
 * LanceDB splits partitions that were full, puts all parts together at each tidying for it, and so compacts everything each time: they begin half full.
 */
const KINDS: Readonly<Record<'whole' | 'short', Kind>> = {
  whole: { rowsOfPartition: 4_096, grown: 2, parts: 8 },
  short: { rowsOfPartition: 2_048, grown: 3, parts: 16 },
};
const kindOf = (isShort: boolean): Kind => KINDS[isShort ? 'short' : 'whole'];
/** Four bits for each number of a vector: with three, 0.979 of the best 200 are found, and no faster. */
const BITS = 4;
/** What the index of short vectors divides a vector into. */
const DIMENSIONS_TOGETHER = 8;
/** Where the column says of how many rows its index was built, and whether it may be of vectors in short. */
const [BUILT_OF, SHORT] = ['chancery:indexed-rows', 'chancery:short-vectors'];

/** Whether a table has an index over its vectors; without one every vector is compared. */
export const hasVectorIndex = async (table: Table): Promise<boolean> =>
  (await table.indexStats(VECTOR_INDEX)) !== undefined;

/** Build the vector index where there is none and one is worth it, or where the one that is there no longer fits. */
export async function tendVectorIndex(table: Table, from: VectorIndexFrom): Promise<void> {
  const [rows, index, schema] = [await table.countRows(), await table.indexStats(VECTOR_INDEX), await table.schema()];
  const isShort = index?.indexType === 'IVF_RQ';
  const { grown, parts } = kindOf(isShort);
  // One that was built short stays so while the table falls below the mark, lest it is built anew at every tidying around it.
  const isOfKind = isShort || !wantsShort(schema, rows, from);
  const isFit = index && isOfKind && (index.numIndices ?? 1) <= parts && rows < grown * rowsBuiltOf(schema);
  if (!isFit && (index || rows >= from.whole)) await buildVectorIndex(table, from);
}

/**
 * Vectors by partition, whole (IVF-flat) or with four bits for each number (IVF-RQ). The graph indexes are no faster for hundreds of
 * candidates, take 25 times as long to build and miss some (docs/benchmarks.md).
 */
export async function buildVectorIndex(table: Table, from: VectorIndexFrom): Promise<void> {
  const [rows, schema] = [await table.countRows(), await table.schema()];
  if (rows === 0) return dropVectorIndex(table);
  const isShort = wantsShort(schema, rows, from);
  // Said before it is so: comparing whole vectors once more does no harm, taking short ones for whole would.
  if (isShort) await note(table, { [SHORT]: 'yes' });
  await retryConflicts(() => table.createIndex('vector', { config: indexOf(rows, isShort), replace: true }));
  await note(table, { [BUILT_OF]: String(rows), [SHORT]: isShort ? 'yes' : null });
}

/** LanceDB builds none of no rows. */
async function dropVectorIndex(table: Table): Promise<void> {
  await retryConflicts(() => table.dropIndex(VECTOR_INDEX));
  await note(table, { [BUILT_OF]: null, [SHORT]: null });
}

/** Whether what the vector index of a table finds is to be compared whole. */
export const holdsShortVectors = (schema: Schema): boolean => vectorField(schema).metadata.get(SHORT) === 'yes';

function indexOf(rows: number, isShort: boolean): Index {
  const numPartitions = Math.ceil(rows / kindOf(isShort).rowsOfPartition);
  const options = { distanceType: 'cosine', numPartitions } satisfies IvfFlatOptions;
  return isShort ? Index.ivfRq({ ...options, numBits: BITS }) : Index.ivfFlat(options);
}

function wantsShort(schema: Schema, rows: number, { short }: VectorIndexFrom): boolean {
  const { listSize } = vectorField(schema).type as FixedSizeList;
  return rows >= short && listSize % DIMENSIONS_TOGETHER === 0;
}

/** 0 where it is not known, as in a table from before it was noted. */
const rowsBuiltOf = (schema: Schema): number => Number(vectorField(schema).metadata.get(BUILT_OF) ?? 0);

const vectorField = ({ fields }: Schema) => fields.find(({ name }) => name === 'vector')!;

async function note(table: Table, metadata: Record<string, string | null>): Promise<void> {
  await retryConflicts(() => table.updateFieldMetadata([{ path: 'vector', metadata }]));
}
