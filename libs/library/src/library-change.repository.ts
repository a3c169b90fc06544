import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import { ChunkEntity } from './entities/chunk.entity.js';

/** A revision whose `valid_to` the index does not know yet; null means it is current. */
export interface ValidityChange {
  readonly revisionId: string;
  readonly collectionId: string;
  readonly isScratch: boolean;
  readonly validTo: number | null;
}

/** The numbered changes of the library, and between which of them each revision is the current one. */
@Injectable()
export class LibraryChangeRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

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

  /** The last change with which a revision went live; 0 before the first. */
  async latestLive(): Promise<number> {
    const [row] = await this.source.query<{ seq: string | null }[]>(`SELECT max(valid_from) AS seq FROM revisions`);
    return Number(row?.seq ?? 0);
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

  async markValiditySynced(changes: readonly ValidityChange[]): Promise<void> {
    await this.source.query(
      `UPDATE revisions r SET index_valid_to = v.valid_to FROM unnest($1::uuid[], $2::bigint[]) AS v(id, valid_to) WHERE r.id = v.id`,
      [changes.map((change) => change.revisionId), changes.map((change) => change.validTo)],
    );
  }
}
