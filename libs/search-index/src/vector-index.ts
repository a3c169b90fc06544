import { Index } from '@lancedb/lancedb';
import type { Table } from '@lancedb/lancedb';
import { retryConflicts } from './retry-conflicts.js';

/** Below this many rows scanning the column is fast enough. */
export const VECTOR_INDEX_FROM = 10_000;

export const VECTOR_INDEX = 'vector_idx';
/** Each tidying may leave a small index of its own; a search asks all of them. */
const MOST_PARTS = 8;
/**
 * A table that has grown so much since its vector index was built gets a new one. What is added splits a partition only when it
 * is twice as full as a new one would be, so that a search of as many partitions reads twice as many vectors.
 */
const GROWN = 2;
/** Where the column says of how many rows its index was built. */
const BUILT_OF = 'chancery:indexed-rows';

export const hasVectorIndex = async (table: Table): Promise<boolean> =>
  (await table.indexStats(VECTOR_INDEX)) !== undefined;

/** Build the vector index where there is none and one is worth it, or where the one that is there no longer fits. @param from Rows. */
export async function tendVectorIndex(table: Table, from: number): Promise<void> {
  const [rows, index] = [await table.countRows(), await table.indexStats(VECTOR_INDEX)];
  const isFit = index && (index.numIndices ?? 1) <= MOST_PARTS && rows < GROWN * (await rowsBuiltOf(table));
  if (!isFit && (index || rows >= from)) await buildVectorIndex(table);
}

/**
 * Whole vectors by partition: five times as fast as the scan at 30,000 rows and as exact, built in a second. The graph
 * indexes are no faster for hundreds of candidates, take 25 times as long to build and miss some (docs/benchmarks.md).
 */
export async function buildVectorIndex(table: Table): Promise<void> {
  const rows = await table.countRows();
  await retryConflicts(() =>
    table.createIndex('vector', { config: Index.ivfFlat({ distanceType: 'cosine' }), replace: true }),
  );
  const metadata = { [BUILT_OF]: String(rows) };
  await retryConflicts(() => table.updateFieldMetadata([{ path: 'vector', metadata }]));
}

/** 0 where it is not known, as in a table from before it was noted. */
async function rowsBuiltOf(table: Table): Promise<number> {
  const { fields } = await table.schema();
  return Number(fields.find(({ name }) => name === 'vector')?.metadata.get(BUILT_OF) ?? 0);
}
