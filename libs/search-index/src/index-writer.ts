import type { Table } from '@lancedb/lancedb';
import { SerialByKey } from '#knowledge';
import { dimensionsOf, rebuildIndexes } from './chunks-schema.js';
import { removeDoubledRows } from './doubled-rows.js';
import { VectorMismatch } from './errors.js';
import { STILL_VALID, type StoredRow, metaOf, toRecord } from './index-row.js';
import type { IndexRow, Labelled } from './index-row.js';
import type { IndexStore } from './index-store.js';
import { retryConflicts } from './retry-conflicts.js';
import { sqlList, sqlString } from './row-conditions.js';
import {
  VECTOR_INDEX,
  VECTOR_INDEX_FROM,
  type VectorIndexFrom,
  buildVectorIndex,
  hasVectorIndex,
  tendVectorIndex,
} from './vector-index.js';
import { sqlInteger } from './visibility-filter.js';
import { appendRows, replaceRows } from './write-rows.js';

/** From when on a revision is no longer current. */
export interface Supersession {
  readonly revisionId: string;
  /** Sequence number; the revision was last valid at the one before. */
  readonly validTo: number;
}

/** What compaction may throw away. */
export interface OptimizeOptions {
  /** Old versions of the table older than this are deleted. Readers in the middle of a search need a few minutes. */
  readonly keepVersionsMs: number;
}

/** What a table holds, as of its current version. */
export interface IndexStats {
  readonly chunks: number;
  /** Chunks that the slowest index has not taken in yet; they are found all the same, by scanning. */
  readonly unindexed: number;
  readonly fragments: number;
  /** Bytes of the current version: data files and, as far as the store reports them, indexes. */
  readonly sizeBytes: number;
  readonly hasVectorIndex: boolean;
}

/**
 * Every change of the index. One process at a time may hold one: the caller takes the lock. Within it, changes of a table
 * run one after another. Every change may be repeated and then changes nothing.
 */
export class IndexWriter {
  private readonly serial = new SerialByKey();

  constructor(
    private readonly store: IndexStore,
    private readonly vectorIndexFrom: VectorIndexFrom = VECTOR_INDEX_FROM,
  ) {}

  /**
   * Write whole revisions: rows of a revision that this call does not name are removed, so a shorter re-chunking leaves
   * no tail. The table is created, with its indexes, at the first write.
   * @param rows Every row of each revision it mentions. Of rows with the same chunk id the last counts.
   * @param fresh Revisions of which the caller knows that no row can be there, because nobody began to write them before:
   * theirs are not looked for, which costs the same in a table of any size.
   * @throws {@link VectorMismatch} before anything is written.
   */
  async upsert(tableName: string, rows: readonly IndexRow[], fresh: ReadonlySet<string> = NONE): Promise<void> {
    const distinct = [...new Map(rows.map((row) => [row.chunkId, row])).values()];
    const [first] = distinct;
    if (!first) return;
    await this.serial.run(tableName, async () => {
      checkVectors(distinct, first.vector.length);
      const table = await this.store.openOrCreate(tableName, first.vector.length);
      checkVectors(distinct, await dimensionsOf(table));
      const records = distinct.map(toRecord);
      const isFresh = (row: StoredRow) => fresh.has(row.revision_id);
      await appendRows(table, records.filter(isFresh));
      await replaceRows(
        table,
        records.filter((row) => !isFresh(row)),
      );
    });
  }

  /**
   * Leave one row of each chunk. There are two where a writer that had lost its lease and did not know it yet appended what
   * the next one wrote as well. @returns How many rows went.
   */
  async removeDoubles(tableName: string): Promise<number> {
    let removed = 0;
    await this.change(tableName, async (table) => void (removed = await removeDoubledRows(table)));
    return removed;
  }

  /** Vectors of chunks that the table has, by chunk id. */
  async vectorsOf(tableName: string, chunkIds: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    const table = chunkIds.length > 0 ? await this.store.open(tableName) : null;
    if (!table) return new Map();
    const query = table
      .query()
      .where(`id IN (${sqlList(chunkIds)})`)
      .select(['id', 'vector'])
      .limit(chunkIds.length);
    const rows = (await query.toArray()) as { id: string; vector: { toArray(): Float32Array } }[];
    return new Map(rows.map(({ id, vector }) => [id, Float32Array.from(vector.toArray())]));
  }

  /** Close the validity of revisions. Revisions without rows, and tables that do not exist, are left alone. */
  async supersede(tableName: string, supersessions: readonly Supersession[]): Promise<void> {
    await this.change(tableName, (table) => setEnds(table, supersessions));
  }

  /** Make revisions current again, as when a removed document comes back unchanged. */
  async reinstate(tableName: string, revisionIds: readonly string[]): Promise<void> {
    const ends = revisionIds.map((revisionId) => ({ revisionId, validTo: STILL_VALID }));
    await this.change(tableName, (table) => setEnds(table, ends));
  }

  /** Say anew what the rows of a revision can be filtered by. */
  async relabel(tableName: string, revisionId: string, labels: Labelled): Promise<void> {
    const list = metaOf(labels).map(sqlString).join(', ');
    await this.change(tableName, async (table) => {
      const where = `revision_id = ${sqlString(revisionId)}`;
      await retryConflicts(() => table.update({ where, valuesSql: { meta: `make_array(${list})` } }));
    });
  }

  /** Mark the rows of documents, of all their revisions, with the matter that they are under; null for none. */
  async setMatters(tableName: string, documentIds: readonly string[], matterId: string | null): Promise<void> {
    await this.change(tableName, async (table) => {
      const matter = sqlString(matterId ?? '');
      // Rows that already say so are not rewritten.
      const where = `document_id IN (${sqlList(documentIds)}) AND matter != ${matter}`;
      await retryConflicts(() => table.update({ where, valuesSql: { matter } }));
    });
  }

  /** Delete every row of these revisions. The bytes leave the disk when the old versions are cleaned up. */
  async removeRevisions(tableName: string, revisionIds: readonly string[]): Promise<void> {
    if (revisionIds.length === 0) return;
    await this.change(tableName, async (table) => {
      await retryConflicts(() => table.delete(`revision_id IN (${sqlList(revisionIds)})`));
    });
  }

  /**
   * Delete every row of these revisions and with it every byte: files are rewritten, indexes built anew, old versions
   * removed. Takes about as long as building the table's indexes; searches that are under way begin anew.
   */
  async eraseRevisions(tableName: string, revisionIds: readonly string[]): Promise<void> {
    if (revisionIds.length === 0) return;
    await this.change(tableName, async (table) => {
      await retryConflicts(() => table.delete(`revision_id IN (${sqlList(revisionIds)})`));
      await splitFragment(table);
      // Files are rewritten together only where the same indexes cover them.
      await rebuildIndexes(table);
      if (await hasVectorIndex(table)) await buildVectorIndex(table, this.vectorIndexFrom);
      await retryConflicts(() => table.optimize());
      // Nobody else writes: files that no version names any more are nobody's.
      await retryConflicts(() => table.optimize({ cleanupOlderThan: new Date(), deleteUnverified: true }));
    });
  }

  async dropTable(tableName: string): Promise<void> {
    await this.serial.run(tableName, () => this.store.drop(tableName));
  }

  /**
   * Compact the files, bring every row into the indexes, delete old versions, and build the vector index once there are
   * enough rows, and anew when the table has outgrown it. Searches find the same rows before, during and after it.
   */
  async optimize(tableName: string, { keepVersionsMs }: OptimizeOptions): Promise<void> {
    await this.change(tableName, async (table) => {
      await retryConflicts(() => table.optimize({ cleanupOlderThan: new Date(Date.now() - keepVersionsMs) }));
      await tendVectorIndex(table, this.vectorIndexFrom);
    });
  }

  /** Zeros for a table that does not exist. */
  async stats(tableName: string): Promise<IndexStats> {
    const table = await this.store.open(tableName);
    if (!table) return { chunks: 0, unindexed: 0, fragments: 0, sizeBytes: 0, hasVectorIndex: false };
    const [{ numRows, totalBytes, fragmentStats }, indexes] = await Promise.all([table.stats(), table.listIndices()]);
    const unindexed = await Promise.all(
      indexes.map(async ({ name }) => (await table.indexStats(name))?.numUnindexedRows ?? 0),
    );
    return {
      chunks: numRows,
      unindexed: Math.max(0, ...unindexed),
      fragments: fragmentStats.numFragments,
      sizeBytes: totalBytes,
      hasVectorIndex: indexes.some(({ name }) => name === VECTOR_INDEX),
    };
  }

  private async change(tableName: string, work: (table: Table) => Promise<void>): Promise<void> {
    await this.serial.run(tableName, async () => {
      const table = await this.store.openWhole(tableName);
      if (table) await work(table);
    });
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Revisions in one update whose ends differ: the list of them is there once for each row of a batch. */
const DIFFERENT_AT_ONCE = 100;

/** Few updates, because each is a version of the table, and a collection that is removed ends each of its documents at a time of its own. */
async function setEnds(table: Table, supersessions: readonly Supersession[]): Promise<void> {
  const ends = new Set(supersessions.map(({ validTo }) => validTo));
  const size = ends.size > 1 ? DIFFERENT_AT_ONCE : supersessions.length;
  for (let i = 0; i < supersessions.length; i += size) await setEndsOfLot(table, supersessions.slice(i, i + size));
}

async function setEndsOfLot(table: Table, supersessions: readonly Supersession[]): Promise<void> {
  const revisions = sqlList(supersessions.map(({ revisionId }) => revisionId));
  const ends = endsOf(supersessions);
  // Rows that already say so are not rewritten: a rewritten row waits for the next optimization.
  const where = `revision_id IN (${revisions}) AND valid_to != ${ends}`;
  await retryConflicts(() => table.update({ where, valuesSql: { valid_to: ends } }));
}

/** The end of a row's revision, in SQL. */
function endsOf(supersessions: readonly Supersession[]): string {
  const [first] = supersessions as [Supersession];
  if (supersessions.every(({ validTo }) => validTo === first.validTo)) return sqlInteger(first.validTo);
  const [revisions, ends] = [
    supersessions.map(({ revisionId }) => sqlString(revisionId)).join(', '),
    supersessions.map(({ validTo }) => sqlInteger(validTo)).join(', '),
  ];
  // The SQL of an update knows no CASE.
  return `array_element(make_array(${ends}), cast(array_position(make_array(${revisions}), revision_id) as bigint))`;
}

function checkVectors(rows: readonly IndexRow[], dimensions: number): void {
  for (const { vector } of rows)
    if (vector.length !== dimensions || !vector.every(Number.isFinite))
      throw new VectorMismatch(vector.length, dimensions);
}

/** Compaction rewrites a file of few deleted rows only together with a neighbour: move one row, so that each has one. */
async function splitFragment(table: Table): Promise<void> {
  const [row] = (await table.query().select(['id']).limit(1).toArray()) as { id: string }[];
  if (!row) return;
  await retryConflicts(() => table.update({ where: `id = ${sqlString(row.id)}`, valuesSql: { valid_to: 'valid_to' } }));
}
