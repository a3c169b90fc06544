import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Metadata } from '#knowledge';
import { DataSource, In } from 'typeorm';
import { ChunkEntity } from './entities/chunk.entity.js';
import type { ProposedValue } from './proposed-value.js';

/** A chunk with what its index row needs from revision and document. */
export interface IndexableChunk {
  readonly chunkId: string;
  readonly headingPath: readonly string[];
  readonly text: string;
}

/** A revision with what its rows in the index need to say of its document. */
export interface IndexableRevision {
  readonly revisionId: string;
  readonly documentId: string;
  readonly collectionId: string;
  readonly isScratch: boolean;
  /** The matter that the document is under now. */
  readonly matterId: string | null;
  readonly path: string;
  readonly mediaType: string;
  readonly title: string;
  /** As it was recognised in the text, a code of two letters; null where it was not. */
  readonly language: string | null;
  readonly metadata: Metadata;
  /** What a model read out of it, by key; a key may come several times. */
  readonly proposed: readonly ProposedValue[];
  /** When the revision came. */
  readonly receivedAt: Date;
  readonly chunks: readonly IndexableChunk[];
}

/** The part of a revision that changes after it went live. */
export interface IndexedState {
  /** Library change at which it stopped being current; null while it is. */
  readonly validTo: number | null;
  readonly proposed: readonly ProposedValue[];
  readonly matterId: string | null;
}

/** A revision that the index has, or must have, with the changes between which it was current. */
export interface IndexedRevision extends IndexableRevision {
  readonly validFrom: number;
  readonly validTo: number | null;
}

/** What a model read out of the document goes with people's metadata; its keys are chosen so that theirs win. */
const INDEXABLE = `r.id AS "revisionId", d.id AS "documentId", d.collection_id AS "collectionId", c.kind = 'scratch' AS "isScratch",
  d.matter_id AS "matterId", d.path, r.media_type AS "mediaType", r.title, r.language, r.metadata, r.created_at AS "receivedAt", COALESCE(p."values", '[]') AS proposed`;
const FROM = `FROM revisions r JOIN documents d ON d.id = r.document_id JOIN collections c ON c.id = d.collection_id
  LEFT JOIN revision_descriptions p ON p.revision_id = r.id`;

/** What the search index is made from: revisions with their chunks, in batches. */
@Injectable()
export class IndexFeedRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * A batch of chunked revisions to index together: the given one and more of the oldest, up to a number of chunks.
   * @param taken Revisions that other batches are working on.
   */
  async awaitingIndex(first: string, taken: readonly string[], maxChunks: number): Promise<IndexableRevision[]> {
    const rows = await this.source.query<(Omit<IndexableRevision, 'chunks'> & { chunkCount: number })[]>(
      `SELECT ${INDEXABLE}, r.chunk_count AS "chunkCount" ${FROM}
       WHERE r.state = 'chunked' AND r.id <> ALL($2::uuid[]) ORDER BY r.id <> $1, r.created_at, r.id LIMIT 256`,
      [first, taken],
    );
    const batch = upTo(rows, maxChunks);
    const texts = await this.chunksOf(batch);
    return batch.map(({ chunkCount: _count, ...row }) => ({ ...row, chunks: texts.get(row.revisionId)! }));
  }

  /**
   * Revisions that ever went live, in the order in which they did (and of id within one library change), a batch at a time:
   * what another index is made from.
   * @param after Where the batch before ended; a `revision` of null means after all of that change.
   * @param until Last library change to read.
   * @param maxChunks The batch ends before it has more, but has at least one revision if there is one.
   */
  async wentLive(
    after: { readonly change: number; readonly revision: string | null },
    until: number,
    maxChunks: number,
  ): Promise<IndexedRevision[]> {
    const rows = await this.source.query<
      (Omit<IndexedRevision, 'chunks'> & { validFrom: string; validTo: string | null; chunkCount: number })[]
    >(
      `SELECT ${INDEXABLE}, r.chunk_count AS "chunkCount", r.valid_from AS "validFrom", r.valid_to AS "validTo" ${FROM}
       WHERE r.valid_from >= $1 AND r.valid_from <= $3
         AND (r.valid_from > $1 OR (r.valid_from = $1 AND $2::uuid IS NOT NULL AND r.id > $2))
       ORDER BY r.valid_from, r.id LIMIT 256`,
      [after.change, after.revision, until],
    );
    const batch = upTo(rows, maxChunks);
    const chunks = await this.chunksOf(batch);
    return batch.map(({ chunkCount: _count, ...row }) => ({
      ...row,
      validFrom: Number(row.validFrom),
      validTo: row.validTo === null ? null : Number(row.validTo),
      chunks: chunks.get(row.revisionId)!,
    }));
  }

  /**
   * Note that rows of these revisions are about to be written to the index for the first time.
   * @returns Those of which nobody noted it before, so that no row of them can be there. Each is given once.
   */
  async beginWriting(revisionIds: readonly string[]): Promise<ReadonlySet<string>> {
    const [rows] = await this.source.query<[{ id: string }[]]>(
      `UPDATE revisions SET index_begun = true WHERE id = ANY($1::uuid[]) AND NOT index_begun RETURNING id`,
      [revisionIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Chunks of all revisions that ever went live: what an index made anew will hold. */
  async chunksEverLive(): Promise<number> {
    const [row] = await this.source.query<{ n: string | null }[]>(
      `SELECT sum(chunk_count) AS n FROM revisions WHERE valid_from IS NOT NULL`,
    );
    return Number(row?.n ?? 0);
  }

  /** What may have changed about revisions since they were read. Revisions that are gone are absent. */
  async stateOf(revisionIds: readonly string[]): Promise<ReadonlyMap<string, IndexedState>> {
    const rows = await this.source.query<(Omit<IndexedState, 'validTo'> & { id: string; validTo: string | null })[]>(
      `SELECT r.id, r.valid_to AS "validTo", COALESCE(p."values", '[]') AS proposed, d.matter_id AS "matterId"
       FROM revisions r JOIN documents d ON d.id = r.document_id LEFT JOIN revision_descriptions p ON p.revision_id = r.id WHERE r.id = ANY($1::uuid[])`,
      [revisionIds],
    );
    return new Map(
      rows.map(({ id, validTo, ...rest }) => [id, { ...rest, validTo: validTo === null ? null : Number(validTo) }]),
    );
  }

  private async chunksOf(revisions: readonly { revisionId: string }[]): Promise<Map<string, IndexableChunk[]>> {
    const found = await this.source.getRepository(ChunkEntity).find({
      where: { revisionId: In(revisions.map((row) => row.revisionId)) },
      order: { revisionId: 'ASC', ordinal: 'ASC' },
    });
    const byRevision = new Map<string, IndexableChunk[]>(revisions.map((row) => [row.revisionId, []]));
    for (const { id, revisionId, headingPath, text } of found)
      byRevision.get(revisionId)!.push({ chunkId: id, headingPath, text });
    return byRevision;
  }
}

/** The first rows that together hold no more chunks than allowed; at least one. */
function upTo<R extends { readonly chunkCount: number }>(rows: readonly R[], maxChunks: number): R[] {
  let chunks = 0;
  const end = rows.findIndex(({ chunkCount }, i) => (chunks += chunkCount) > maxChunks && i > 0);
  return end === -1 ? [...rows] : rows.slice(0, end);
}
