import type { Table } from '@lancedb/lancedb';
import type { Metadata, Visibility } from '#knowledge';
import { cosineOf } from './cosine-of.js';
import { VectorMismatch, IndexUnavailable } from './errors.js';
import { shapeOf } from './chunks-schema.js';
import type { IndexStore } from './index-store.js';
import type { AskedPhrase, QueryWord } from './analysis/lexicon.js';
import { type HeededRows, keywordLeg } from './keyword-leg.js';
import { asksForWords } from './keyword-query.js';
import { rowsOf } from './read-rows.js';
import { type RowCondition, sqlList, withoutTerms } from './row-conditions.js';
import { SeenShare, SeenShares, seenRows } from './seen-rows.js';
import { type KeywordRow, type ReadRows, type Row, type VectorRow, best, inOrderOfPath } from './sift-rows.js';
import { COMPARED_WHOLE, EVERY_PARTITION } from './vector-index.js';
import { visibilityFilter } from './visibility-filter.js';

/** The rows that a query is about, before anything is searched for among them. */
export interface RowQuery {
  /** Tables to search, as {@link tableNameFor} names them. One that does not exist holds nothing. */
  readonly tables: readonly string[];
  readonly visibility: Visibility;
  /** Only these collections; absent means every visible one. */
  readonly collectionIds?: readonly string[];
  readonly filter: Metadata;
  /** More that must hold of a candidate, in both legs. */
  readonly conditions?: readonly RowCondition[];
  /** Sequence number, or null for now. */
  readonly asOf: number | null;
}

/** What the index is asked for: a leg of words, a leg of vectors, or both, inside what the row query lets through. */
export interface IndexQuery extends RowQuery {
  /** Words from a {@link Lexicon}; null or empty leaves the keyword leg out. */
  readonly terms: readonly QueryWord[] | null;
  /** Whether a candidate must have every one of the words; any of them when left out. */
  readonly needsAllTerms?: boolean;
  /**
   * Phrases that a candidate must have, each. With any of them only the keyword leg looks for candidates, and the
   * vector is compared with those that it finds.
   */
  readonly phrases?: readonly AskedPhrase[];
  /** Tokens that no candidate of either leg may have. */
  readonly excludedTerms?: readonly string[];
  /** Null leaves the vector leg out. */
  readonly vector: Float32Array | null;
  /** Most candidates of each leg, per table. */
  readonly keywordLimit: number;
  readonly vectorLimit: number;
}

/** Where a candidate comes from, as its row in the index says; whether it may be shown the library decides. */
export interface CandidateInfo {
  readonly documentId: string;
  readonly revisionId: string;
  readonly collectionId: string;
  readonly path: string;
}

/**
 * Candidates by chunk id. Maps iterate best first; equal scores (the same words in two documents) in the order in which a
 * folder lists their paths, then in order of chunk id. So the same documents give the same ranking on every machine; of more
 * than 200,000 chunks the vector leg may miss one in 500, which one may differ between machines.
 */
export interface IndexHits {
  /** BM25 (k1 1.2, b 0.75), above 0: what the keyword leg found. */
  readonly keyword: ReadonlyMap<string, number>;
  /** Cosine in [-1, 1] of *every* candidate when a vector was given, otherwise empty. */
  readonly cosine: ReadonlyMap<string, number>;
  readonly info: ReadonlyMap<string, CandidateInfo>;
}

/** Reads the index, always inside a visibility: what may not be seen is filtered inside both legs, not after them. */
export class SearchIndex {
  private readonly shares = new SeenShares();

  constructor(private readonly store: IndexStore) {}

  /**
   * @throws {@link VectorMismatch} when the vector is not of the table's length or not finite.
   * @throws {@link IndexUnavailable} when LanceDB fails.
   */
  async search(query: IndexQuery): Promise<IndexHits> {
    return collect(await Promise.all(query.tables.map((name) => this.searchTable(name, query))));
  }

  /**
   * Rows that fit, in no order, where nothing is searched for: conditions alone. No leg's fields of the query count.
   * @param limit Most rows of each table.
   */
  async list(query: RowQuery, limit: number): Promise<CandidateInfo[]> {
    const read = async (table: Table): Promise<Row[]> => {
      const { hasMatters } = await shapeOf(table);
      const seen = visibilityFilter(query.visibility, query, hasMatters);
      return (seen && rowsOf<Row>(await table.query().where(seen.where).select(COLUMNS).limit(limit).toArrow())) ?? [];
    };
    const found = await Promise.all(query.tables.map((name) => this.inTable(name, read)));
    return found.flatMap((rows) => rows ?? []).map(infoOf);
  }

  /** Vectors of current chunks by id, of those that may be seen; in no order. */
  async vectorsOf(
    tables: readonly string[],
    visibility: Visibility,
    chunkIds: readonly string[],
  ): Promise<Float32Array[]> {
    if (chunkIds.length === 0) return [];
    const read = async (table: Table): Promise<{ vector: Float32Array }[]> => {
      const { hasMatters } = await shapeOf(table);
      const seen = visibilityFilter(visibility, { filter: {}, asOf: null }, hasMatters);
      if (seen === null) return [];
      const where = `${seen.where} AND id IN (${sqlList(chunkIds)})`;
      return rowsOf(await table.query().where(where).select(['vector']).limit(chunkIds.length).toArrow());
    };
    const found = await Promise.all(tables.map((name) => this.inTable(name, read)));
    return found.flatMap((rows) => rows ?? []).map(({ vector }) => vector);
  }

  private async searchTable(name: string, query: IndexQuery): Promise<TableHits> {
    return (await this.inTable(name, (table) => searchOpen(table, query, this.shares))) ?? NOTHING;
  }

  /** @returns Null for a table that does not exist. */
  private async inTable<T>(name: string, read: (table: Table) => Promise<T>): Promise<T | null> {
    const table = await this.store.open(name);
    if (!table) return null;
    try {
      return await read(table);
    } catch (error) {
      if (error instanceof VectorMismatch) throw error;
      // The table may have been dropped or built anew by another process since it was opened.
      this.store.forget(name);
      const again = await this.store.open(name);
      if (!again) return null;
      return await read(again).catch((cause: unknown) => {
        throw cause instanceof VectorMismatch ? cause : new IndexUnavailable('be searched', cause);
      });
    }
  }
}

interface TableHits {
  readonly byKeyword: readonly KeywordRow[];
  readonly byVector: readonly VectorRow[];
  readonly vector: Float32Array | null;
}

const NOTHING: TableHits = { byKeyword: [], byVector: [], vector: null };
const COLUMNS = ['id', 'document_id', 'revision_id', 'collection_id', 'path'];

async function searchOpen(table: Table, query: IndexQuery, shares: SeenShares): Promise<TableHits> {
  const { vector, visibility } = query;
  const { dimensions, hasMatters, hasPairs, hasShortVectors } = await shapeOf(table);
  const filter = visibilityFilter(visibility, query, hasMatters);
  if (filter === null) return NOTHING;
  if (vector && (vector.length !== dimensions || !vector.every(Number.isFinite)))
    throw new VectorMismatch(vector.length, dimensions);
  // What is seen of named collections is no measure for the rest.
  const share = query.collectionIds ? new SeenShare() : shares.of(visibility.key);
  const heeded = { filter, share, hasPairs, hasShortVectors, columns: hasMatters ? [...COLUMNS, 'matter'] : COLUMNS };
  const [byKeyword, byVector] = await Promise.all([keywordLeg(table, query, heeded), vectorLeg(table, query, heeded)]);
  return { byKeyword, byVector, vector };
}

async function vectorLeg(
  table: Table,
  query: IndexQuery,
  { filter, share, columns, hasShortVectors }: HeededRows,
): Promise<VectorRow[]> {
  const { vector, vectorLimit, excludedTerms = [] } = query;
  if (!vector || asksForWords(query)) return [];
  const read: ReadRows<VectorRow> = async (where, limit) => {
    const nearest = table.query().nearestTo(vector).distanceType('cosine').nprobes(EVERY_PARTITION);
    const exact = hasShortVectors ? nearest.refineFactor(COMPARED_WHOLE) : nearest;
    const heeding = exact.where([where, ...withoutTerms(excludedTerms)].join(' AND '));
    return rowsOf(
      await heeding
        .select([...columns, '_distance'])
        .limit(limit)
        .toArrow(),
    );
  };
  const scoreOf = ({ _distance }: VectorRow) => -_distance;
  return best(await seenRows({ read, scoreOf, hasTies: false }, filter, vectorLimit, share), vectorLimit, scoreOf);
}

function collect(tables: readonly TableHits[]): IndexHits {
  const rows = new Map<string, Row>();
  const keyword = new Map<string, number>();
  const cosine = new Map<string, number>();
  for (const { byKeyword, byVector, vector } of tables) {
    for (const row of [...byKeyword, ...byVector]) rows.set(row.id, row);
    for (const row of byVector) cosine.set(row.id, 1 - row._distance);
    for (const row of byKeyword) {
      keyword.set(row.id, row._score);
      if (vector && row.vector) cosine.set(row.id, cosineOf(vector, row.vector));
    }
  }
  const bestFirst = (scores: ReadonlyMap<string, number>) =>
    new Map([...scores].sort(([a, x], [b, y]) => y - x || inOrderOfPath(rows.get(a)!, rows.get(b)!)));
  const info = new Map([...rows].map(([id, row]) => [id, infoOf(row)]));
  return { keyword: bestFirst(keyword), cosine: bestFirst(cosine), info };
}

function infoOf({ document_id, revision_id, collection_id, path }: Row): CandidateInfo {
  return { documentId: document_id, revisionId: revision_id, collectionId: collection_id, path };
}
