import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Metadata } from '#knowledge';
import { DataSource, In } from 'typeorm';
import { ChunkEntity } from './entities/chunk.entity.js';

/** A chunk with what its index row needs from revision and document. */
export interface IndexableChunk {
  readonly chunkId: string;
  readonly headingPath: readonly string[];
  readonly text: string;
}

export interface IndexableRevision {
  readonly revisionId: string;
  readonly documentId: string;
  readonly collectionId: string;
  readonly isScratch: boolean;
  readonly path: string;
  readonly mediaType: string;
  readonly title: string;
  readonly metadata: Metadata;
  readonly chunks: readonly IndexableChunk[];
}

/** A revision that the index has, or must have, with the changes between which it was current. */
export interface IndexedRevision extends IndexableRevision {
  readonly validFrom: number;
  readonly validTo: number | null;
}

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
      `SELECT r.id AS "revisionId", d.id AS "documentId", d.collection_id AS "collectionId", c.kind = 'scratch' AS "isScratch",
              d.path, r.media_type AS "mediaType", r.title, r.metadata, r.chunk_count AS "chunkCount"
       FROM revisions r JOIN documents d ON d.id = r.document_id JOIN collections c ON c.id = d.collection_id
       WHERE r.state = 'chunked' AND r.id <> ALL($2::uuid[]) ORDER BY r.id <> $1, r.created_at, r.id LIMIT 256`,
      [first, taken],
    );
    const batch: typeof rows = [];
    let chunks = 0;
    for (const row of rows) {
      if (batch.length > 0 && chunks + row.chunkCount > maxChunks) break;
      batch.push(row);
      chunks += row.chunkCount;
    }
    const texts = await this.chunksOf(batch);
    return batch.map(({ chunkCount: _count, ...row }) => ({ ...row, chunks: texts.get(row.revisionId)! }));
  }

  /**
   * Revisions that were ever live, in order of id, a few at a time: what a new index is built from.
   * @param since Only those that went live after this library change.
   * @param after Id of the last revision of the page before; null for the first page.
   */
  async everLive(since: number, after: string | null, limit: number): Promise<IndexedRevision[]> {
    const rows = await this.source.query<
      (Omit<IndexedRevision, 'chunks'> & { validFrom: string; validTo: string | null })[]
    >(
      `SELECT r.id AS "revisionId", d.id AS "documentId", d.collection_id AS "collectionId", c.kind = 'scratch' AS "isScratch",
              d.path, r.media_type AS "mediaType", r.title, r.metadata, r.valid_from AS "validFrom", r.valid_to AS "validTo"
       FROM revisions r JOIN documents d ON d.id = r.document_id JOIN collections c ON c.id = d.collection_id
       WHERE r.valid_from > $2 AND ($1::uuid IS NULL OR r.id > $1) ORDER BY r.id LIMIT ${limit}`,
      [after, since],
    );
    const chunks = await this.chunksOf(rows);
    return rows.map((row) => ({
      ...row,
      validFrom: Number(row.validFrom),
      validTo: row.validTo === null ? null : Number(row.validTo),
      chunks: chunks.get(row.revisionId)!,
    }));
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
