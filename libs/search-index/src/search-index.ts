import { MatchQuery } from '@lancedb/lancedb';
import type { Table } from '@lancedb/lancedb';
import type { Metadata, Visibility } from '#knowledge';
import { cosineOf } from './cosine-of.js';
import { VectorMismatch, IndexUnavailable } from './errors.js';
import { dimensionsOf } from './chunks-schema.js';
import type { IndexStore } from './index-store.js';
import { visibilityFilter } from './visibility-filter.js';

export interface IndexQuery {
  /** Tables to search, as {@link tableNameFor} names them. One that does not exist holds nothing. */
  readonly tables: readonly string[];
  readonly visibility: Visibility;
  /** Only these collections; absent means every visible one. */
  readonly collectionIds?: readonly string[];
  readonly filter: Metadata;
  /** Sequence number, or null for now. */
  readonly asOf: number | null;
  /** Tokens from {@link analyse}; null or empty leaves the keyword leg out. */
  readonly terms: readonly string[] | null;
  /** Null leaves the vector leg out. */
  readonly vector: Float32Array | null;
  /** Most candidates of each leg, per table. */
  readonly keywordLimit: number;
  readonly vectorLimit: number;
}

export interface CandidateInfo {
  readonly documentId: string;
  readonly revisionId: string;
  readonly collectionId: string;
  readonly path: string;
}

/**
 * Candidates by chunk id. Maps iterate best first; equal scores (the same words in two documents) in the order in which a
 * folder lists their paths, then in order of chunk id. So the same documents give the same ranking on every machine.
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
  constructor(private readonly store: IndexStore) {}

  /**
   * @throws {@link VectorMismatch} when the vector is not of the table's length or not finite.
   * @throws {@link IndexUnavailable} when LanceDB fails.
   */
  async search(query: IndexQuery): Promise<IndexHits> {
    const where = visibilityFilter(query.visibility, query);
    if (where === null) return collect([]);
    return collect(await Promise.all(query.tables.map((name) => this.searchTable(name, query, where))));
  }

  private async searchTable(name: string, query: IndexQuery, where: string): Promise<TableHits> {
    const table = await this.store.open(name);
    if (!table) return NOTHING;
    try {
      return await searchOpen(table, query, where);
    } catch (error) {
      if (error instanceof VectorMismatch) throw error;
      // The table may have been dropped or built anew by another process since it was opened.
      this.store.forget(name);
      const again = await this.store.open(name);
      if (!again) return NOTHING;
      return await searchOpen(again, query, where).catch((cause: unknown) => {
        throw cause instanceof VectorMismatch ? cause : new IndexUnavailable('be searched', cause);
      });
    }
  }
}

interface Row {
  readonly id: string;
  readonly document_id: string;
  readonly revision_id: string;
  readonly collection_id: string;
  readonly path: string;
}
interface KeywordRow extends Row {
  readonly _score: number;
  /** An Arrow vector: read as a whole, because reading it number by number takes longer than the search. */
  readonly vector?: { toArray(): Float32Array };
}
interface VectorRow extends Row {
  readonly _distance: number;
}
interface TableHits {
  readonly byKeyword: readonly KeywordRow[];
  readonly byVector: readonly VectorRow[];
  readonly vector: Float32Array | null;
}

const NOTHING: TableHits = { byKeyword: [], byVector: [], vector: null };
const COLUMNS = ['id', 'document_id', 'revision_id', 'collection_id', 'path'];
/** A partition holds about 4,000 rows, so up to 250,000 rows every one is looked at and the search is exact. */
const PARTITIONS_PROBED = 64;
/** Rows read beyond the limit, so that ties across it are all there to be put in order. */
const TIE_MARGIN = 32;

async function searchOpen(table: Table, query: IndexQuery, where: string): Promise<TableHits> {
  const { vector } = query;
  if (vector) {
    const dimensions = await dimensionsOf(table);
    if (vector.length !== dimensions || !vector.every(Number.isFinite))
      throw new VectorMismatch(vector.length, dimensions);
  }
  const [byKeyword, byVector] = await Promise.all([keywordLeg(table, query, where), vectorLeg(table, query, where)]);
  return { byKeyword, byVector, vector };
}

async function keywordLeg(
  table: Table,
  { terms, vector, keywordLimit }: IndexQuery,
  where: string,
): Promise<KeywordRow[]> {
  if (!terms || terms.length === 0) return [];
  // The vectors come along so that the cosine of what only the keywords found is exact and costs no second query.
  const columns = [...COLUMNS, '_score', ...(vector ? ['vector'] : [])];
  const rows = (await table
    .query()
    .fullTextSearch(new MatchQuery(terms.join(' '), 'terms'))
    .where(where)
    .select(columns)
    .limit(keywordLimit + TIE_MARGIN)
    .toArray()) as KeywordRow[];
  return best(rows, keywordLimit, ({ _score }) => _score);
}

async function vectorLeg(table: Table, { vector, vectorLimit }: IndexQuery, where: string): Promise<VectorRow[]> {
  if (!vector) return [];
  const rows = (await table
    .query()
    .nearestTo(vector)
    .distanceType('cosine')
    .nprobes(PARTITIONS_PROBED)
    .where(where)
    .select([...COLUMNS, '_distance'])
    .limit(vectorLimit + TIE_MARGIN)
    .toArray()) as VectorRow[];
  return best(rows, vectorLimit, ({ _distance }) => -_distance);
}

/** The index cuts a row of ties anywhere, and elsewhere after the next compaction: cut it in an order of our own. */
function best<R extends Row>(rows: R[], limit: number, scoreOf: (row: R) => number): R[] {
  return rows.sort((a, b) => scoreOf(b) - scoreOf(a) || inOrderOfPath(a, b)).slice(0, limit);
}

/** As a folder lists them: `9.txt` before `10.txt`. */
const PATHS = new Intl.Collator('en', { numeric: true });

function inOrderOfPath(a: Row, b: Row): number {
  return PATHS.compare(a.path, b.path) || (a.id < b.id ? -1 : 1);
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
      if (vector && row.vector) cosine.set(row.id, cosineOf(vector, row.vector.toArray()));
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
