import { MatchQuery } from '@lancedb/lancedb';
import type { Table } from '@lancedb/lancedb';
import { dimensionsOf } from './chunks-schema.js';
import { cosineOf } from './cosine-of.js';
import { IndexUnavailable, VectorMismatch } from './errors.js';
import type { IndexStore } from './index-store.js';

export { entryTableFor, isEntryTable } from './entry-table.js';

/** Candidates by words, by vector, or both. */
export interface EntryQuery {
  /** Tokens from `analyse`; empty leaves the keyword leg out. */
  readonly terms: readonly string[];
  /** Null leaves the vector leg out. */
  readonly vector: Float32Array | null;
  /** Most candidates of each leg, from 1. */
  readonly limit: number;
}

/** Scores by id, best first; equal ones in order of id. */
export interface EntryHits {
  readonly keyword: ReadonlyMap<string, number>;
  /** Of every candidate when a vector was given, otherwise empty. */
  readonly cosine: ReadonlyMap<string, number>;
}

interface Row {
  readonly id: string;
  readonly _score?: number;
  readonly _distance?: number;
  readonly vector?: { toArray(): Float32Array };
}

/**
 * Reads tables of entries: things that are found by words and meaning but are no documents, and whose sight is not that of
 * a collection. Nothing is filtered here: the room that owns the entries asks PostgreSQL which of the hits may be seen.
 */
export class EntryIndex {
  constructor(private readonly store: IndexStore) {}

  /** @throws VectorMismatch; IndexUnavailable when LanceDB fails. A table that does not exist holds nothing. */
  async search(tableName: string, query: EntryQuery): Promise<EntryHits> {
    const table = await this.store.open(tableName);
    if (!table) return { keyword: new Map(), cosine: new Map() };
    if (query.vector) await refuseMisfit(table, query.vector);
    try {
      const [byKeyword, byVector] = await Promise.all([keywordLeg(table, query), vectorLeg(table, query)]);
      return collect(byKeyword, byVector, query.vector);
    } catch (cause) {
      // It may have been dropped and built anew by another process.
      this.store.forget(tableName);
      throw new IndexUnavailable('be searched', cause);
    }
  }
}

async function refuseMisfit(table: Table, vector: Float32Array): Promise<void> {
  const dimensions = await dimensionsOf(table);
  if (vector.length !== dimensions || !vector.every(Number.isFinite))
    throw new VectorMismatch(vector.length, dimensions);
}

async function keywordLeg(table: Table, { terms, limit }: EntryQuery): Promise<Row[]> {
  if (terms.length === 0) return [];
  const query = table.query().fullTextSearch(new MatchQuery(terms.join(' '), 'terms'));
  return (await query.select(['id', '_score', 'vector']).limit(limit).toArray()) as Row[];
}

async function vectorLeg(table: Table, { vector, limit }: EntryQuery): Promise<Row[]> {
  if (!vector) return [];
  const query = table.query().nearestTo(vector).distanceType('cosine');
  return (await query.select(['id', '_distance']).limit(limit).toArray()) as Row[];
}

function collect(byKeyword: readonly Row[], byVector: readonly Row[], vector: Float32Array | null): EntryHits {
  const cosine = new Map(byVector.map((row) => [row.id, 1 - row._distance!]));
  if (vector) for (const row of byKeyword) cosine.set(row.id, cosineOf(vector, row.vector!.toArray()));
  return { keyword: bestFirst(new Map(byKeyword.map((row) => [row.id, row._score!]))), cosine: bestFirst(cosine) };
}

const bestFirst = (scores: ReadonlyMap<string, number>): Map<string, number> =>
  new Map([...scores].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
