import type { Table } from '@lancedb/lancedb';
import { analyse } from './analyse.js';
import { dimensionsOf, rebuildIndexes } from './chunks-schema.js';
import { ENTRY_TABLE } from './entry-table.js';
import { VectorMismatch } from './errors.js';
import type { IndexStore } from './index-store.js';
import { retryConflicts } from './retry-conflicts.js';
import { sqlList, sqlString } from './row-conditions.js';

/** One entry as its table takes it. The text is only analysed: the table stores tokens, never text. */
export interface Entry {
  readonly id: string;
  readonly text: string;
  /** As many finite numbers as the table has dimensions. */
  readonly vector: Float32Array;
}

/** Every change of tables of entries; for the one process that holds the writer's lease. May be repeated, and then changes nothing. */
export class EntryWriter {
  constructor(private readonly store: IndexStore) {}

  /** Of entries with the same id the last counts. The table is made at the first write. @throws VectorMismatch */
  async upsert(tableName: string, entries: readonly Entry[]): Promise<void> {
    const distinct = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
    const [first] = distinct;
    if (!first) return;
    const table = await this.store.openOrCreate(tableName, first.vector.length, ENTRY_TABLE);
    const dimensions = await dimensionsOf(table);
    for (const { vector } of distinct)
      if (vector.length !== dimensions || !vector.every(Number.isFinite))
        throw new VectorMismatch(vector.length, dimensions);
    const rows = distinct.map(({ id, text, vector }) => ({ id, terms: analyse(text).join(' '), vector }));
    await retryConflicts(() => table.mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(rows));
  }

  async remove(tableName: string, ids: readonly string[]): Promise<void> {
    const table = ids.length > 0 ? await this.store.open(tableName) : null;
    if (table) await retryConflicts(() => table.delete(`id IN (${sqlList(ids)})`));
  }

  /** Remove entries and with them every byte: files are rewritten, indexes built anew, old versions deleted. */
  async erase(tableName: string, ids: readonly string[]): Promise<void> {
    const table = ids.length > 0 ? await this.store.open(tableName) : null;
    if (!table) return;
    await retryConflicts(() => table.delete(`id IN (${sqlList(ids)})`));
    await splitFragment(table);
    await rebuildIndexes(table, ENTRY_TABLE.indexes);
    await retryConflicts(() => table.optimize());
    // Nobody else writes: files that no version names any more are nobody's.
    await retryConflicts(() => table.optimize({ cleanupOlderThan: new Date(), deleteUnverified: true }));
  }

  /** Compact the files and bring every entry into the indexes. @param keepVersionsMs Readers in the middle of a search keep theirs. */
  async tidy(tableName: string, keepVersionsMs: number): Promise<void> {
    const table = await this.store.open(tableName);
    if (table) await retryConflicts(() => table.optimize({ cleanupOlderThan: new Date(Date.now() - keepVersionsMs) }));
  }
}

/** Compaction rewrites a file of few deleted rows only together with a neighbour: move one row, so that each has one. */
async function splitFragment(table: Table): Promise<void> {
  const [row] = (await table.query().select(['id']).limit(1).toArray()) as { id: string }[];
  if (row)
    await retryConflicts(() => table.update({ where: `id = ${sqlString(row.id)}`, valuesSql: { terms: 'terms' } }));
}
