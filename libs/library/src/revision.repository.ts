import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  type CoverageNote,
  type Failure,
  type Metadata,
  type PageSpan,
  type Span,
  chunkId,
  sha256Hex,
} from '#knowledge';
import { DataSource, type EntityManager, In } from 'typeorm';
import { ChunkEntity } from './entities/chunk.entity.js';
import { RevisionTextEntity } from './entities/text.entity.js';
import { RevisionEntity } from './entities/revision.entity.js';
import { type RevisionRecord, toRevision } from './records.js';

/** What reading one file gave; saved in one go. */
export interface ParsedRevision {
  readonly title: string;
  readonly metadata: Metadata;
  readonly text: string;
  readonly pages: readonly PageSpan[];
  readonly pageCount: number;
  readonly notes: readonly CoverageNote[];
  readonly chunks: readonly ParsedChunk[];
}

export interface ParsedChunk extends Span {
  readonly page: number;
  readonly lastPage: number;
  readonly headingPath: readonly string[];
  readonly tokens: number;
}

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

/** A revision whose `valid_to` the index does not know yet; null means it is current. */
export interface ValidityChange {
  readonly revisionId: string;
  readonly collectionId: string;
  readonly isScratch: boolean;
  readonly validTo: number | null;
}

const INSERT_BATCH = 1_000;

@Injectable()
export class RevisionRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async find(id: string): Promise<RevisionRecord | null> {
    const row = await this.source.getRepository(RevisionEntity).findOneBy({ id });
    return row && toRevision(row);
  }

  /** Count one more beginning of a step. @returns The count, this beginning included. */
  async begin(id: string): Promise<number> {
    const [rows] = await this.source.query<[{ attempts: number }[]]>(
      `UPDATE revisions SET attempts = attempts + 1 WHERE id = $1 RETURNING attempts`,
      [id],
    );
    return rows[0]?.attempts ?? 0;
  }

  /**
   * Save what reading gave and move queued → chunked. Chunks of an earlier, interrupted run are replaced.
   * @returns Whether this call made the move; false when the revision was past it already.
   */
  async saveParsed(id: string, parsed: ParsedRevision): Promise<boolean> {
    return this.source.transaction(async (manager) => {
      const locked = await manager.findOne(RevisionEntity, {
        where: { id, state: 'queued' },
        lock: { mode: 'pessimistic_write' },
      });
      if (!locked) return false;
      await manager.delete(ChunkEntity, { revisionId: id });
      await manager.upsert(
        RevisionTextEntity,
        { revisionId: id, text: parsed.text, pages: [...parsed.pages], sha256: sha256Hex(parsed.text) },
        ['revisionId'],
      );
      const rows = parsed.chunks.map((chunk, ordinal) => toRow(id, ordinal, chunk, parsed.text));
      for (let i = 0; i < rows.length; i += INSERT_BATCH)
        await manager.insert(ChunkEntity, rows.slice(i, i + INSERT_BATCH));
      const { title, metadata, pageCount } = parsed;
      await manager.update(
        RevisionEntity,
        { id },
        { state: 'chunked', title, metadata, pageCount, chunkCount: rows.length, notes: [...parsed.notes] },
      );
      return true;
    });
  }

  /** Mark a pending revision failed, with a reason people can read. @returns Whether it was pending. */
  async fail(manager: EntityManager, id: string, failure: Failure): Promise<boolean> {
    const pending = { id, state: In(['queued', 'chunked']) };
    const result = await manager.update(RevisionEntity, pending, {
      state: 'failed',
      failureCode: failure.code,
      failureMessage: failure.message,
    });
    return (result.affected ?? 0) > 0;
  }

  /**
   * Queue failed newest revisions again.
   * @param scope One document, one collection, or (neither) all that the caller's collections hold.
   * @returns Ids of the revisions that are queued now.
   */
  async retryFailed(scope: { documentId?: string; collectionIds: 'all' | readonly string[] }): Promise<string[]> {
    const [rows] = await this.source.query<[{ id: string }[]]>(
      `UPDATE revisions r SET state = 'queued', failure_code = NULL, failure_message = NULL, attempts = 0
       FROM documents d WHERE d.latest_revision_id = r.id AND d.removed_at IS NULL AND r.state = 'failed'
         AND ($1::uuid IS NULL OR d.id = $1) AND ($2::uuid[] IS NULL OR d.collection_id = ANY($2)) RETURNING r.id`,
      [scope.documentId ?? null, scope.collectionIds === 'all' ? null : scope.collectionIds],
    );
    return rows.map((row) => row.id);
  }

  /** Pending revisions by the step they wait for, oldest first; what a sweep puts back on the queues. */
  async pending(state: 'queued' | 'chunked', olderThan: Date, limit: number): Promise<string[]> {
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT id FROM revisions WHERE state = $1 AND created_at <= $2 ORDER BY created_at, id LIMIT ${limit}`,
      [state, olderThan],
    );
    return rows.map((row) => row.id);
  }

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

  /** Open the next numbered change of the library. */
  async nextChange(at: Date): Promise<number> {
    const [row] = await this.source.query<{ seq: string }[]>(
      `INSERT INTO library_changes (at) VALUES ($1) RETURNING seq`,
      [at],
    );
    return Number(row!.seq);
  }

  /** The last numbered change; 0 while the library is empty. */
  latestChange(): Promise<number> {
    return this.changeAsOf(new Date('9999-12-31'));
  }

  /** The last change at or before a moment; 0 when the library was empty then. */
  async changeAsOf(at: Date): Promise<number> {
    const [row] = await this.source.query<{ seq: string | null }[]>(
      `SELECT max(seq) AS seq FROM library_changes WHERE at <= $1`,
      [at],
    );
    return Number(row?.seq ?? 0);
  }

  /**
   * Make indexed revisions the current ones of their documents as of one library change. A revision that is older than
   * the document's current one (it was overtaken) becomes superseded without ever having been current.
   * @returns Revisions that this call moved out of `chunked`.
   */
  async goLive(manager: EntityManager, revisionIds: readonly string[], change: number, at: Date): Promise<string[]> {
    const [moved] = await manager.query<[{ id: string; document_id: string }[]]>(
      `UPDATE revisions SET state = 'live', live_at = $3, valid_from = $2, index_valid_to = NULL
       WHERE id = ANY($1::uuid[]) AND state = 'chunked' RETURNING id, document_id`,
      [revisionIds, change, at],
    );
    const documents = [...new Set(moved.map((row) => row.document_id))];
    await manager.query(`SELECT id FROM documents WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`, [documents]);
    await manager.query(
      `WITH newest AS (
         SELECT DISTINCT ON (document_id) id, document_id FROM revisions
         WHERE document_id = ANY($1::uuid[]) AND state = 'live' ORDER BY document_id, number DESC
       ), overtaken AS (
         UPDATE revisions r SET state = 'superseded', valid_to = COALESCE(r.valid_to, $2) FROM newest n
         WHERE r.document_id = n.document_id AND r.id <> n.id AND r.state = 'live'
       )
       UPDATE documents d SET current_revision_id = n.id, title = r.title, metadata = r.metadata, updated_at = $3
       FROM newest n JOIN revisions r ON r.id = n.id WHERE d.id = n.document_id`,
      [documents, change, at],
    );
    // A document that was removed while this revision was on its way stays removed.
    await manager.query(
      `UPDATE revisions r SET valid_to = $2 FROM documents d
       WHERE d.id = ANY($1::uuid[]) AND d.removed_at IS NOT NULL AND r.id = d.current_revision_id AND r.valid_to IS NULL`,
      [documents, change],
    );
    return moved.map((row) => row.id);
  }

  async markTruncated(manager: EntityManager, chunkIds: readonly string[]): Promise<void> {
    if (chunkIds.length > 0) await manager.update(ChunkEntity, { id: In([...chunkIds]) }, { isTruncated: true });
  }

  /** Revisions whose end of validity the index has not been told. */
  async unsyncedValidity(limit: number): Promise<ValidityChange[]> {
    const rows = await this.source.query<(Omit<ValidityChange, 'validTo'> & { validTo: string | null })[]>(
      `SELECT r.id AS "revisionId", d.collection_id AS "collectionId", c.kind = 'scratch' AS "isScratch", r.valid_to AS "validTo"
       FROM revisions r JOIN documents d ON d.id = r.document_id JOIN collections c ON c.id = d.collection_id
       WHERE r.valid_from IS NOT NULL AND r.valid_to IS DISTINCT FROM r.index_valid_to ORDER BY r.id LIMIT ${limit}`,
    );
    return rows.map((row) => ({ ...row, validTo: row.validTo === null ? null : Number(row.validTo) }));
  }

  /** Have every end of validity told to the index again: it is another one now. */
  async forgetValiditySync(): Promise<void> {
    await this.source.query(`UPDATE revisions SET index_valid_to = NULL WHERE index_valid_to IS NOT NULL`);
  }

  async markValiditySynced(changes: readonly ValidityChange[]): Promise<void> {
    await this.source.query(
      `UPDATE revisions r SET index_valid_to = v.valid_to FROM unnest($1::uuid[], $2::bigint[]) AS v(id, valid_to) WHERE r.id = v.id`,
      [changes.map((change) => change.revisionId), changes.map((change) => change.validTo)],
    );
  }
}

function toRow(revisionId: string, ordinal: number, chunk: ParsedChunk, text: string): ChunkEntity {
  const { start, end, page, lastPage, tokens } = chunk;
  return Object.assign(new ChunkEntity(), {
    ...{ id: chunkId(revisionId, ordinal), revisionId, ordinal, start, end, page, lastPage, tokens },
    headingPath: [...chunk.headingPath],
    text: text.slice(start, end),
  });
}
