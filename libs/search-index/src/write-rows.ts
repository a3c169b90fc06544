import type { Table } from '@lancedb/lancedb';
import type { StoredRow } from './index-row.js';
import { isConflict, retryConflicts } from './retry-conflicts.js';
import { sqlList } from './row-conditions.js';

/** Rows of which none is there. Where another commit came in between, the store may have taken them all the same: they are looked for then. */
export async function appendRows(table: Table, rows: readonly StoredRow[]): Promise<void> {
  if (rows.length === 0) return;
  try {
    await table.add([...rows]);
  } catch (error) {
    if (!isConflict(error)) throw error;
    await replaceRows(table, rows);
  }
}

/** Rows of whole revisions in the place of what is there of them. */
export async function replaceRows(table: Table, rows: readonly StoredRow[]): Promise<void> {
  if (rows.length === 0) return;
  const merge = table.mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll();
  const useIndex = await isQuickerByIndex(table);
  await retryConflicts(() => merge.useIndex(useIndex).execute([...rows]));
  await removeStaleRows(table, rows);
}

/**
 * Whether a merge should look its ids up in their index. It then reads every row that the index does not hold yet with all
 * its columns, about 4 µs each; without the index it reads the ids of all rows, 0.1 µs each.
 */
async function isQuickerByIndex(table: Table): Promise<boolean> {
  const { numIndexedRows = 0, numUnindexedRows = 0 } = (await table.indexStats(ID_INDEX)) ?? {};
  return numUnindexedRows * FEWEST_INDEXED_FOR_ONE < numIndexedRows;
}
const ID_INDEX = 'id_idx';
const FEWEST_INDEXED_FOR_ONE = 40;

/** A delete of its own: the same within the merge compares against every row of the table (30 ms instead of 3 at 30,000). */
async function removeStaleRows(table: Table, rows: readonly StoredRow[]): Promise<void> {
  const written = new Set(rows.map(({ id }) => id));
  // By the revisions alone, and told apart here: a second condition would be asked of every row that is in no index yet.
  const ofRevisions = `revision_id IN (${sqlList(rows.map((row) => row.revision_id))})`;
  const present = (await table.query().where(ofRevisions).select(['id']).toArray()) as { id: string }[];
  const stale = present.map(({ id }) => id).filter((id) => !written.has(id));
  if (stale.length > 0) await retryConflicts(() => table.delete(`${ofRevisions} AND id IN (${sqlList(stale)})`));
}
