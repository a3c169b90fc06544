import type { Table } from '@lancedb/lancedb';
import { Schema } from 'apache-arrow';
import { type TableShape, chunksSchema, termsIndex } from './chunks-schema.js';
import { type IndexRow, toRecord } from './index-row.js';
import type { IndexStore } from './index-store.js';
import { retryConflicts } from './retry-conflicts.js';

/**
 * The words of rows that wait to be taken into the indexes of a large table, in a table of their own. Looking for words among
 * rows that are in no index costs a search six microseconds a row, the index of words of a large table is merged seldom, and one
 * of few rows often. It only says which of the waiting rows are worth a look: what they score, and whether they may be seen, is
 * asked of the large table.
 *
 * Promise to readers: while a table names the one of its waiting words, every row that waits in it is there as well, or was
 * replaced by one that only ended its validity. Rows come here first; what can't keep the promise takes the name away first.
 */
export class WaitingWords {
  /** @param from Rows of a table that is large. */
  constructor(
    private readonly store: IndexStore,
    private readonly from: number,
  ) {}

  /** Before these rows are written to the table. */
  async add(tableName: string, table: Table, rows: readonly IndexRow[]): Promise<void> {
    const name = await waitingTableOf(table);
    const waiting = name === null ? await this.begin(tableName, table) : await this.store.open(name);
    if (!waiting) return this.end(table);
    await retryConflicts(() => waiting.add(rows.map(withoutVector)));
    const { numIndexedRows = 0, numUnindexedRows = 0 } = (await waiting.indexStats(TERMS_INDEX)) ?? {};
    if (numUnindexedRows >= Math.max(LEAST_AT_ONCE, numIndexedRows * SHARE_AT_ONCE))
      await retryConflicts(() => waiting.optimize({ cleanupOlderThan: new Date(Date.now() - KEEP_MS) }));
  }

  /** Because nothing waits any more, or because something is about to that is not among them. */
  async end(table: Table): Promise<void> {
    const name = await waitingTableOf(table);
    if (name === null) return;
    await nameIt(table, '');
    await this.store.drop(name);
  }

  /** Drop all that are of a table. */
  async dropAll(tableName: string): Promise<void> {
    for (const name of await this.store.tableNames())
      if (name.startsWith(`${PREFIX}${tableName}${SEPARATOR}`)) await this.store.drop(name);
  }

  /** Only where nothing waits yet: whatever does could not be added any more. */
  private async begin(tableName: string, table: Table): Promise<Table | null> {
    if ((await table.countRows()) < this.from) return null;
    if (((await table.indexStats(TERMS_INDEX))?.numUnindexedRows ?? 1) > 0) return null;
    await this.dropAll(tableName);
    const name = `${PREFIX}${tableName}${SEPARATOR}${Date.now().toString(36)}`;
    const { listSize } = (await table.schema()).fields.find((one) => one.name === 'vector')!.type as {
      listSize: number;
    };
    const waiting = await this.store.openOrCreate(name, listSize, WAITING_TABLE);
    await nameIt(table, name);
    return waiting;
  }
}

/** The table of the words that wait, where there is one that can be relied on; see {@link WaitingWords}. */
export async function waitingTableOf(table: Table): Promise<string | null> {
  const { fields } = await table.schema();
  return fields.find(({ name }) => name === 'terms')?.metadata.get(WAITING) || null;
}

const nameIt = (table: Table, name: string): Promise<unknown> =>
  retryConflicts(() => table.updateFieldMetadata([{ path: 'terms', metadata: { [WAITING]: name } }]));

const withoutVector = (row: IndexRow): Record<string, unknown> => {
  const { vector: _vector, ...record } = toRecord(row);
  return record;
};

/** What the rows of a search are narrowed to by, and their words; only the words have an index. */
const WAITING_TABLE: TableShape = {
  schema: (dimensions) => new Schema(chunksSchema(dimensions).fields.filter(({ name }) => name !== 'vector')),
  indexes: { terms: () => termsIndex() },
};

const WAITING = 'chancery:waiting-words';
const PREFIX = 'waiting_';
const SEPARATOR = '.';
const TERMS_INDEX = 'terms_idx';
const LEAST_AT_ONCE = 4_000;
const SHARE_AT_ONCE = 1 / 8;
/** Readers in the middle of a search keep their version. */
const KEEP_MS = 60_000;
