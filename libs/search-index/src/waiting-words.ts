import type { Table } from '@lancedb/lancedb';
import { Schema } from 'apache-arrow';
import { type TableShape, chunksSchema, dimensionsOf, termsIndex } from './chunks-schema.js';
import type { IndexStore } from './index-store.js';
import type { StoredRow } from './index-row.js';
import { retryConflicts } from './retry-conflicts.js';
import { sqlList } from './row-conditions.js';

/**
 * The words of rows that wait to be taken into the indexes of a large table, in small tables of their own. Looking for words among
 * rows that are in no index costs a search six microseconds a row; the index of words of a large table is merged seldom, and one
 * of few rows often. They only say which of the waiting rows are worth a look: what these score, and whether they may be seen, is
 * asked of the large table.
 *
 * Promise to readers: while a table names those of its waiting words, every row that waits in it and is current is there as well. Rows come here first; what can't keep the promise takes the names away first.
 */
export class WaitingWords {
  /** @param from Rows of a table that is large. */
  constructor(
    private readonly store: IndexStore,
    private readonly from: number,
  ) {}

  /** Before these rows are written to the table. */
  async add(tableName: string, table: Table, rows: readonly StoredRow[]): Promise<void> {
    const names = await waitingTablesOf(table);
    if (names.length === 0 && !(await this.mayBegin(table))) return;
    const newest = names.length > 0 ? await this.store.open(names.at(-1)!) : null;
    // Its words are missing: whatever waits is looked at again.
    if (names.length > 0 && !newest) return this.end(table);
    const isFull = newest !== null && (await newest.countRows()) >= MOST_ROWS;
    const waiting = newest && !isFull ? newest : await this.begin(tableName, table, names);
    await retryConflicts(() => waiting.add(rows.map(({ vector: _vector, ...row }) => row)));
    await tidy(waiting);
  }

  /** What is no longer current would only stand in the way of what is. */
  async forget(table: Table, revisionIds: readonly string[]): Promise<void> {
    if (revisionIds.length === 0) return;
    for (const name of await waitingTablesOf(table)) {
      const waiting = await this.store.open(name);
      if (waiting) await retryConflicts(() => waiting.delete(`revision_id IN (${sqlList(revisionIds)})`));
    }
  }

  /** Because nothing waits any more, or because something is about to that is not among them. */
  async end(table: Table): Promise<void> {
    const names = await waitingTablesOf(table);
    if (names.length === 0) return;
    await nameThem(table, []);
    for (const name of names) await this.store.drop(name);
  }

  /** Once nothing waits: whatever comes next, changes of rows included, finds a place for its words. */
  async restart(tableName: string, table: Table): Promise<void> {
    await this.end(table);
    if (await this.mayBegin(table)) await this.begin(tableName, table, []);
  }

  /** Drop all that are of a table. */
  async dropAll(tableName: string): Promise<void> {
    for (const name of await this.store.tableNames())
      if (name.startsWith(`${PREFIX}${tableName}${SEPARATOR}`)) await this.store.drop(name);
  }

  /** Only where nothing waits yet: whatever does could not be added any more. */
  private async mayBegin(table: Table): Promise<boolean> {
    if ((await table.countRows()) < this.from) return false;
    return ((await table.indexStats(TERMS_INDEX))?.numUnindexedRows ?? 1) === 0;
  }

  private async begin(tableName: string, table: Table, before: readonly string[]): Promise<Table> {
    if (before.length === 0) await this.dropAll(tableName);
    const name = `${PREFIX}${tableName}${SEPARATOR}${Date.now().toString(36)}-${before.length}`;
    const waiting = await this.store.openOrCreate(name, await dimensionsOf(table), WAITING_TABLE);
    await nameThem(table, [...before, name]);
    return waiting;
  }
}

/** The tables of the words that wait, where they can be relied on, oldest first; see {@link WaitingWords}. */
export async function waitingTablesOf(table: Table): Promise<string[]> {
  const { fields } = await table.schema();
  const names = fields.find(({ name }) => name === 'terms')?.metadata.get(WAITING) ?? '';
  return names === '' ? [] : names.split(' ');
}

const nameThem = (table: Table, names: readonly string[]): Promise<unknown> =>
  retryConflicts(() => table.updateFieldMetadata([{ path: 'terms', metadata: { [WAITING]: names.join(' ') } }]));

/** A table that is full is whole afterwards: no more rows come to it. */
async function tidy(waiting: Table): Promise<void> {
  const { numIndexedRows = 0, numUnindexedRows = 0 } = (await waiting.indexStats(TERMS_INDEX)) ?? {};
  if (numUnindexedRows >= AT_ONCE || numIndexedRows + numUnindexedRows >= MOST_ROWS)
    await retryConflicts(() => waiting.optimize({ cleanupOlderThan: new Date(Date.now() - KEEP_MS) }));
}

/** What the rows of a search are narrowed to by, and their words; only the words have an index. */
const WAITING_TABLE: TableShape = {
  schema: (dimensions) => new Schema(chunksSchema(dimensions).fields.filter(({ name }) => name !== 'vector')),
  indexes: { terms: () => termsIndex() },
};

const WAITING = 'chancery:waiting-words';
const PREFIX = 'waiting_';
const SEPARATOR = '.';
const TERMS_INDEX = 'terms_idx';
/** A table that took all of them would be merged as a whole again and again; a search that asks too many takes as long as a scan. */
const MOST_ROWS = 32_000;
const AT_ONCE = 4_000;
/** Readers in the middle of a search keep their version. */
const KEEP_MS = 60_000;
