import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Metadata } from '#knowledge';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { DocumentEntity } from './entities/document.entity.js';
import { RevisionEntity } from './entities/revision.entity.js';
import { CollectionNotFound, CollectionRemoved, DocumentErased } from './errors.js';
import { Holds } from './holds/holds.js';

/** A file whose bytes are already in the blob store, about to become a revision. */
export interface ArrivedFile {
  /** Place within the collection. */
  readonly path: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly title: string;
  readonly metadata: Metadata;
  /** The matter that the document is under from now on; absent: as it was, or none. */
  readonly matterId?: string;
}

/** What became of a file that was registered: `unchanged` where the document holds these very bytes already. */
export interface Registration {
  readonly path: string;
  readonly documentId: string;
  readonly revisionId: string;
  readonly outcome: 'accepted' | 'unchanged' | 'revised';
  /** Of a member whose place the file took over: what it came out of until now. */
  readonly partedFrom?: string;
}

/** Which documents there are, and where: what changes it runs inside the caller's transaction. Who may do so is for the caller to say. */
@Injectable()
export class DocumentRegister {
  constructor(private readonly holds: Holds) {}

  /**
   * Turn arrived files into documents and queued revisions: the same bytes at the same place change nothing,
   * other bytes become the next revision. One file a path; runs inside the caller's transaction.
   * @param parentId Document that the files came out of. A place that another document holds is left alone, without a
   *   registration; a file that was sent to the place of a member takes it over.
   * @returns One registration a file, in the order given.
   */
  async register(
    manager: EntityManager,
    collectionId: string,
    files: readonly ArrivedFile[],
    at: Date,
    parentId: string | null = null,
  ): Promise<Registration[]> {
    await this.holdCollection(manager, collectionId);
    // Rows are locked in order of path, so that two uploads of the same files can't block each other.
    const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
    await manager
      .createQueryBuilder()
      .insert()
      .into(DocumentEntity)
      .values(sorted.map((file) => newDocument(collectionId, file, at, parentId)))
      .orIgnore()
      .execute();
    const documents = await manager
      .createQueryBuilder(DocumentEntity, 'd')
      .setLock('pessimistic_write')
      .where({ collectionId, path: In(sorted.map((file) => file.path)) })
      .orderBy('d.path')
      .getMany();
    const byPath = new Map(documents.map((document) => [document.path, document]));
    const latest = await this.latestOf(manager, documents);
    const outcomes = new Map<string, Registration>();
    const added: RevisionEntity[] = [];
    for (const file of sorted) {
      const document = byPath.get(file.path)!;
      if (parentId !== null && document.parentId !== parentId) continue;
      const parted = parentId === null && document.parentId ? { partedFrom: document.parentId } : {};
      const previous = latest.get(document.id);
      if (previous?.sha256 === file.sha256 && !document.removedAt) {
        outcomes.set(file.path, {
          path: file.path,
          documentId: document.id,
          revisionId: previous.id,
          outcome: 'unchanged',
          ...parted,
        });
        continue;
      }
      const revision = newRevision(document.id, (previous?.number ?? 0) + 1, file, at);
      added.push(revision);
      outcomes.set(file.path, {
        path: file.path,
        documentId: document.id,
        revisionId: revision.id,
        outcome: previous ? 'revised' : 'accepted',
        ...parted,
      });
    }
    const detached = [...outcomes.values()].flatMap(({ documentId, partedFrom }) => (partedFrom ? documentId : []));
    if (detached.length > 0) await manager.update(DocumentEntity, { id: In(detached) }, { parentId: null });
    if (added.length > 0) {
      await manager.insert(RevisionEntity, added);
      await manager.query(
        `UPDATE documents d SET latest_revision_id = r.id, removed_at = NULL, updated_at = $2
         FROM revisions r WHERE r.id = ANY($1::uuid[]) AND d.id = r.document_id`,
        [added.map((revision) => revision.id), at],
      );
    }
    return files.flatMap((file) => outcomes.get(file.path) ?? []);
  }

  /** While files go in, their collection can't be removed. @throws CollectionNotFound when it was, a moment ago. */
  private async holdCollection(manager: EntityManager, id: string): Promise<void> {
    const held = await manager.query<unknown[]>(
      `SELECT 1 FROM collections WHERE id = $1 AND removed_at IS NULL FOR SHARE`,
      [id],
    );
    if (held.length === 0) throw new CollectionNotFound(id);
  }

  private async latestOf(
    manager: EntityManager,
    documents: readonly DocumentEntity[],
  ): Promise<Map<string, RevisionEntity>> {
    const ids = documents.flatMap((document) => document.latestRevisionId ?? []);
    const revisions = ids.length > 0 ? await manager.findBy(RevisionEntity, { id: In(ids) }) : [];
    return new Map(revisions.map((revision) => [revision.documentId, revision]));
  }

  /**
   * Give a document another place in its collection, within the caller's transaction; its revisions and their text stay.
   * @returns Where it was, or null when another document, removed ones included, has that place, or there is no such document.
   */
  async move(manager: EntityManager, id: string, path: string, at: Date): Promise<{ from: string } | null> {
    const [document] = await manager.query<{ path: string; taken: boolean }[]>(
      `SELECT d.path, EXISTS (SELECT 1 FROM documents o WHERE o.collection_id = d.collection_id AND o.path = $2 AND o.id <> d.id) AS taken
       FROM documents d WHERE d.id = $1 FOR UPDATE`,
      [id, path],
    );
    if (!document || document.taken) return null;
    if (document.path === path) return { from: path };
    await manager.update(DocumentEntity, { id }, { path, updatedAt: at });
    // What came out of it lies below its place.
    await manager.query(
      `WITH RECURSIVE below AS (
         SELECT id FROM documents WHERE parent_id = $1
         UNION ALL SELECT d.id FROM documents d JOIN below b ON d.parent_id = b.id)
       UPDATE documents d SET path = $3 || substr(d.path, length($2) + 1) FROM below b
       WHERE d.id = b.id AND starts_with(d.path, $2)`,
      [id, document.path, path],
    );
    return { from: document.path };
  }

  /**
   * Take documents out of the library (or put them back): their revisions stay citable, the index is told later.
   * @param removedAt What the documents say; documents that are removed one after another may share it.
   * @param changedAt When it happens, for the library's numbered changes.
   * @throws HoldInPlace, DocumentErased, CollectionRemoved
   */
  async setRemoved(
    manager: EntityManager,
    ids: readonly string[],
    removedAt: Date | null,
    changedAt = removedAt,
  ): Promise<void> {
    if (removedAt) await this.holds.refuseDocuments(manager, ids);
    else await this.requireReturn(manager, ids);
    await manager.update(DocumentEntity, { id: In([...ids]) }, { removedAt, updatedAt: removedAt ?? new Date() });
    if (!removedAt) {
      await manager.query(
        `UPDATE revisions r SET valid_to = NULL FROM documents d WHERE d.id = ANY($1::uuid[]) AND r.id = d.current_revision_id`,
        [ids],
      );
      return;
    }
    const [change] = await manager.query<{ seq: string }[]>(
      `INSERT INTO library_changes (at) VALUES ($1) RETURNING seq`,
      [changedAt],
    );
    await manager.query(
      `UPDATE revisions r SET valid_to = $2 FROM documents d WHERE d.id = ANY($1::uuid[]) AND r.id = d.current_revision_id AND r.valid_to IS NULL`,
      [ids, change!.seq],
    );
  }

  private async requireReturn(manager: EntityManager, ids: readonly string[]): Promise<void> {
    if (await manager.existsBy(DocumentEntity, { id: In([...ids]), erasedBy: Not(IsNull()) }))
      throw new DocumentErased();
    const [out] = await manager.query<unknown[]>(
      `SELECT 1 FROM documents d JOIN collections c ON c.id = d.collection_id
       WHERE d.id = ANY($1::uuid[]) AND c.removed_at IS NOT NULL LIMIT 1`,
      [ids],
    );
    if (out) throw new CollectionRemoved();
  }
}

const newDocument = (collectionId: string, file: ArrivedFile, at: Date, parentId: string | null) => ({
  id: randomUUID(),
  collectionId,
  parentId,
  path: file.path,
  title: file.title,
  metadata: file.metadata,
  matterId: file.matterId ?? null,
  // There are no rows of it yet that could say otherwise.
  indexedMatterId: file.matterId ?? null,
  latestRevisionId: null,
  currentRevisionId: null,
  removedAt: null,
  erasedBy: null,
  createdAt: at,
  updatedAt: at,
});

function newRevision(documentId: string, number: number, file: ArrivedFile, at: Date): RevisionEntity {
  const { sha256, sizeBytes, mediaType, fileName, title, metadata } = file;
  return Object.assign(new RevisionEntity(), {
    ...{ id: randomUUID(), documentId, number, sha256, sizeBytes, mediaType, fileName, title, metadata },
    ...{
      state: 'queued',
      attempts: 0,
      notes: [],
      coverage: null,
      isPartlyRead: false,
      isIndexBegun: false,
      definedTerms: [],
      language: null,
      pageCount: 0,
      chunkCount: 0,
      createdAt: at,
    },
  });
}
