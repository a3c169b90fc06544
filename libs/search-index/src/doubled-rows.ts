import type { Table } from '@lancedb/lancedb';
import { retryConflicts } from './retry-conflicts.js';
import { sqlList } from './row-conditions.js';

/** Ids of one statement that looks rows up. */
const LOOKED_UP = 1_000;

/**
 * Leave one row of those that say the same id. Reads every id once, about a second for a million rows, and keeps eight bytes of
 * each; a table without doubles is not changed.
 * @returns How many rows went.
 */
export async function removeDoubledRows(table: Table): Promise<number> {
  const doubled = await idsOfEqualHashes(table);
  let removed = 0;
  for (let i = 0; i < doubled.length; i += LOOKED_UP) {
    const extra = await extraRows(table, doubled.slice(i, i + LOOKED_UP));
    if (extra.length > 0) await retryConflicts(() => table.delete(`_rowid IN (${extra.join(', ')})`));
    removed += extra.length;
  }
  return removed;
}

/** Ids that are there twice, and now and then one whose hash another one has as well. */
async function idsOfEqualHashes(table: Table): Promise<string[]> {
  const hashes = new Float64Array(await table.countRows());
  let count = 0;
  // What comes meanwhile is not of interest: it is looked at the next time.
  for await (const id of idsOf(table)) if (count < hashes.length) hashes[count++] = hashOf(id);
  const sorted = hashes.subarray(0, count).sort();
  const equal = new Set<number>();
  for (let i = 1; i < count; i++) if (sorted[i] === sorted[i - 1]) equal.add(sorted[i]!);
  const found = new Set<string>();
  if (equal.size > 0) for await (const id of idsOf(table)) if (equal.has(hashOf(id))) found.add(id);
  return [...found];
}

async function* idsOf(table: Table): AsyncGenerator<string> {
  for await (const batch of table.query().select(['id'])) yield* batch.getChildAt(0)! as Iterable<string>;
}

/** Row ids of all but one row of each id: the one that became valid last is that of the writer whose word counts. */
async function extraRows(table: Table, ids: readonly string[]): Promise<bigint[]> {
  const query = table
    .query()
    .where(`id IN (${sqlList(ids)})`)
    .withRowId()
    .select(['id', 'valid_from']);
  const rows = (await query.toArray()) as { id: string; valid_from: bigint; _rowid: bigint }[];
  const seen = new Set<string>();
  const extra: bigint[] = [];
  for (const { id, _rowid } of rows.sort((a, b) => Number(b.valid_from - a.valid_from))) {
    if (seen.has(id)) extra.push(_rowid);
    seen.add(id);
  }
  return extra;
}

/** 53 bits of two multiplicative hashes. */
function hashOf(id: string): number {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (let i = 0; i < id.length; i++) {
    const unit = id.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b);
  }
  return (a >>> 0) * 2 ** 21 + ((b ^ (b >>> 15)) & 0x1fffff);
}
