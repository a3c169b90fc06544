import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { RecordBatch } from 'apache-arrow';
import type { Table } from '@lancedb/lancedb';
import { IndexUnavailable } from './errors.js';
import { STILL_VALID } from './index-row.js';
import { type IndexLocation, IndexStore } from './index-store.js';
import { IndexWriter } from './index-writer.js';
import { ANY_PAIRS, PAIR_COLUMNS } from './word-pairs.js';

/** What the database says of a revision whose rows are put back. */
export interface RestoredRevision {
  readonly validFrom: number;
  /** Null while it is current. */
  readonly validTo: number | null;
  readonly matterId: string | null;
}

/** Rows that are written together; each write is a file of its own until the table is compacted. */
const WRITE_ROWS = 8_192;
/** Rows of which the database is asked at once. */
const READ_ROWS = 1_024;
const NOT_KEPT_MS = 0;

/**
 * A table of chunks as rows outside of LanceDB: tokens and vectors, no indexes and no older versions, so that what was deleted
 * is not among them. A row is a line of JSON with the columns of the table; the vector is 32-bit floats, little-endian, in base64.
 */
export class IndexArchive {
  constructor(private readonly location: IndexLocation) {}

  /** The rows of a table as it is at this moment; nothing for a table that does not exist. @throws IndexUnavailable */
  async *rowsOf(tableName: string): AsyncGenerator<Buffer> {
    const store = new IndexStore(this.location);
    try {
      const table = await store.open(tableName);
      if (!table) return;
      await table.checkout(await table.version());
      for await (const batch of table.query()) yield linesOf(batch);
    } catch (cause) {
      throw new IndexUnavailable('be read to its end', cause);
    } finally {
      await store.close();
    }
  }

  /**
   * Make a table of rows that {@link rowsOf} gave, with all its indexes.
   * @param known What the database says of revisions, by id; rows of others are left out.
   * @returns Number of rows by revision.
   */
  async fill(
    tableName: string,
    dimensions: number,
    bytes: AsyncIterable<Buffer>,
    known: (revisionIds: readonly string[]) => Promise<ReadonlyMap<string, RestoredRevision>>,
  ): Promise<Map<string, number>> {
    const store = new IndexStore(this.location);
    const filled = new Map<string, number>();
    try {
      await store.drop(tableName);
      const table = await store.openOrCreate(tableName, dimensions);
      let waiting: StoredRow[] = [];
      for await (const rows of batchesOf(bytes)) {
        const kept = await corrected(rows, known);
        for (const { revision_id: id } of kept) filled.set(id, (filled.get(id) ?? 0) + 1);
        waiting.push(...kept);
        if (waiting.length >= WRITE_ROWS) waiting = await write(table, waiting);
      }
      await write(table, waiting);
      await new IndexWriter(store).optimize(tableName, { keepVersionsMs: NOT_KEPT_MS });
      return filled;
    } finally {
      await store.close();
    }
  }
}

/** A row with the columns of the table's schema. */
type StoredRow = Record<string, unknown> & { readonly revision_id: string };

async function write(table: Table, rows: StoredRow[]): Promise<StoredRow[]> {
  if (rows.length > 0) await table.add(rows);
  return [];
}

async function corrected(
  rows: readonly StoredRow[],
  known: (revisionIds: readonly string[]) => Promise<ReadonlyMap<string, RestoredRevision>>,
): Promise<StoredRow[]> {
  const facts = await known([...new Set(rows.map((row) => row.revision_id))]);
  return rows.flatMap((row) => {
    const fact = facts.get(row.revision_id);
    if (!fact) return [];
    const { validFrom, validTo, matterId } = fact;
    const times = { valid_from: BigInt(validFrom), valid_to: BigInt(validTo ?? STILL_VALID) };
    return [{ ...row, ...times, matter: matterId ?? '' }];
  });
}

/** Columns of 64-bit numbers; what they hold is exact in JavaScript's own ({@link STILL_VALID}). */
const LONG = ['valid_from', 'valid_to', ...PAIR_COLUMNS];
/** What rows of older archives lack. */
const SINCE = Object.fromEntries(PAIR_COLUMNS.map((column) => [column, ANY_PAIRS]));

function linesOf(batch: RecordBatch): Buffer {
  const lines = batch.toArray().map((row: { toJSON(): Record<string, unknown> }) => {
    const { meta, vector, ...rest } = row.toJSON() as { meta: Iterable<string>; vector: { toArray(): Float32Array } };
    const { buffer, byteOffset, byteLength } = vector.toArray();
    const numbers = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
    return `${JSON.stringify({ ...rest, meta: [...meta], vector: numbers }, withoutBigInts)}\n`;
  });
  return Buffer.from(lines.join(''));
}

const withoutBigInts = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

async function* batchesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<StoredRow[]> {
  let batch: StoredRow[] = [];
  for await (const line of createInterface({ input: Readable.from(bytes), crlfDelay: Infinity })) {
    batch.push(rowOf(line));
    if (batch.length < READ_ROWS) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function rowOf(line: string): StoredRow {
  const { vector, ...rest } = JSON.parse(line) as StoredRow & { readonly vector: string };
  const numbers = Buffer.from(vector, 'base64');
  const copy = Float32Array.from({ length: numbers.length / 4 }, (_, i) => numbers.readFloatLE(4 * i));
  const told = LONG.filter((column) => column in rest);
  const long = Object.fromEntries(told.map((column) => [column, BigInt(rest[column] as number)]));
  return { ...rest, ...SINCE, ...long, vector: copy };
}
