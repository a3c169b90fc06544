import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import { unreferencedBlobs } from '../blob-references.js';
import { DocumentRegister } from '../document-register.js';
import { DocumentEntity } from '../entities/document.entity.js';
import { RevisionEntity } from '../entities/revision.entity.js';
import { Holds } from '../holds/holds.js';
import { IndexPurgeEntity } from './index-purge.entity.js';

/** What goes with a document. */
export interface DocumentHoldings {
  readonly documentId: string;
  readonly collectionId: string;
  readonly title: string;
  readonly path: string;
  readonly isErased: boolean;
  /** Oldest first. */
  readonly revisions: readonly { readonly id: string; readonly sha256: string; readonly sizeBytes: number }[];
  readonly chunks: number;
}

/** A revision that the indexes are to forget. */
export type IndexPurge = Pick<IndexPurgeEntity, 'revisionId' | 'collectionId' | 'isScratch'>;

/** Takes everything out of a document but its place: id, revisions by number, and the certificate under which it went. */
@Injectable()
export class EraseDocument {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly register: DocumentRegister,
    private readonly holds: Holds,
  ) {}

  /** Null when there is no such document. */
  async holdings(documentId: string, manager = this.source.manager): Promise<DocumentHoldings | null> {
    const document = await manager.findOneBy(DocumentEntity, { id: documentId });
    if (!document) return null;
    const revisions = await manager.find(RevisionEntity, { where: { documentId }, order: { number: 'ASC' } });
    const chunks = revisions.reduce((sum, { chunkCount }) => sum + chunkCount, 0);
    const { collectionId, title, path, erasedBy } = document;
    return {
      ...{ documentId, collectionId, title, path, isErased: erasedBy !== null, chunks },
      revisions: revisions.map(({ id, sha256, sizeBytes }) => ({ id, sha256, sizeBytes })),
    };
  }

  /**
   * Delete texts, chunks and descriptions, empty the rows and note what the indexes have to forget, in the caller's transaction.
   * @returns Hashes of the files that nothing refers to any more; the caller removes them after the commit.
   * @throws HoldInPlace
   */
  async run(manager: EntityManager, documentId: string, certificate: string, at: Date): Promise<string[]> {
    await this.holds.refuseDocuments(manager, [documentId]);
    const found = await this.holdings(documentId, manager);
    if (!found || found.isErased) return [];
    const ids = found.revisions.map(({ id }) => id);
    await this.register.setRemoved(manager, [documentId], at);
    await manager.query(
      `INSERT INTO index_purges (revision_id, collection_id, is_scratch)
       SELECT r.id, d.collection_id, c.kind = 'scratch' FROM revisions r JOIN documents d ON d.id = r.document_id
       JOIN collections c ON c.id = d.collection_id WHERE d.id = $1 AND r.chunk_count > 0 ON CONFLICT DO NOTHING`,
      [documentId],
    );
    for (const table of ['chunks', 'revision_texts', 'revision_descriptions'])
      await manager.query(`DELETE FROM ${table} WHERE revision_id = ANY($1::uuid[])`, [ids]);
    // Revisions that were on their way are given up: a pending one would be read again.
    await manager.query(
      `UPDATE revisions SET sha256 = '', file_name = '', title = '', metadata = '{}', notes = '[]', defined_terms = '[]',
         coverage = NULL, partly_read = false, language = NULL, failure_code = NULL, failure_message = NULL,
         failure_particulars = NULL, chunk_count = 0, state = 'superseded' WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    await manager.update(
      DocumentEntity,
      { id: documentId },
      { title: 'Erased document', path: `erased/${documentId}`, metadata: {}, erasedBy: certificate },
    );
    return unreferencedBlobs(manager, [...new Set(found.revisions.map(({ sha256 }) => sha256))]);
  }

  /** Documents whose time is over, oldest first: {@link RetentionScope}. Erased and held ones are left out. */
  async expired(
    collectionId: string,
    since: 'after_removal' | 'after_revision',
    before: Date,
    limit: number,
  ): Promise<{ id: string; since: Date }[]> {
    const moment = since === 'after_removal' ? 'd.removed_at' : 'GREATEST(r.created_at, d.removed_at)';
    return this.source.query(
      `SELECT d.id, ${moment} AS since FROM documents d JOIN revisions r ON r.id = d.latest_revision_id
       WHERE d.collection_id = $1 AND d.erased_by IS NULL AND ${moment} < $2 AND hold_of_document(d.id) IS NULL
       ORDER BY 2, d.id LIMIT ${limit}`,
      [collectionId, before],
    );
  }

  /** Certificates under which documents were erased, by document id; others are absent. */
  async erasedAmong(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.source.query<{ id: string; erasedBy: string }[]>(
      `SELECT id, erased_by AS "erasedBy" FROM documents WHERE id = ANY($1::uuid[]) AND erased_by IS NOT NULL`,
      [ids],
    );
    return new Map(rows.map(({ id, erasedBy }) => [id, erasedBy]));
  }

  /** What the indexes have not forgotten yet. */
  async duePurges(limit: number): Promise<IndexPurge[]> {
    return this.source.query(
      `SELECT revision_id AS "revisionId", collection_id AS "collectionId", is_scratch AS "isScratch" FROM index_purges
       WHERE done_at IS NULL ORDER BY revision_id LIMIT ${limit}`,
    );
  }

  async markPurged(revisionIds: readonly string[], at: Date): Promise<void> {
    await this.source.getRepository(IndexPurgeEntity).update({ revisionId: In([...revisionIds]) }, { doneAt: at });
  }
}
