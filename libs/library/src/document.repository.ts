import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Metadata, Visibility } from '#knowledge';
import { DataSource, type EntityManager, In, IsNull, Not } from 'typeorm';
import { DocumentEntity } from './entities/document.entity.js';
import { RevisionEntity } from './entities/revision.entity.js';
import { CollectionNotFound, CollectionRemoved, DocumentErased, DocumentNotFound } from './errors.js';
import { Holds } from './holds/holds.js';
import { type DocumentRecord, type RevisionRecord, toDocument, toRevision } from './records.js';
import { documentsInSight } from './visibility-sql.js';

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

export interface Registration {
  readonly path: string;
  readonly documentId: string;
  readonly revisionId: string;
  readonly outcome: 'accepted' | 'unchanged' | 'revised';
}

export interface DocumentFilter {
  readonly collectionId?: string;
  readonly state?: 'live' | 'failed' | 'pending';
  /** Part of title or path, without case. */
  readonly text?: string;
  /** Only what came out of this document. */
  readonly parentId?: string;
  readonly offset: number;
  readonly limit: number;
}

const STATES = { live: ['live', 'superseded'], failed: ['failed'], pending: ['queued', 'chunked'] };

@Injectable()
export class DocumentRepository {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly holds: Holds,
  ) {}

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
    const detached: string[] = [];
    for (const file of sorted) {
      const document = byPath.get(file.path)!;
      if (document.parentId !== parentId) {
        if (parentId !== null) continue;
        detached.push(document.id);
      }
      const previous = latest.get(document.id);
      if (previous?.sha256 === file.sha256 && !document.removedAt) {
        outcomes.set(file.path, {
          path: file.path,
          documentId: document.id,
          revisionId: previous.id,
          outcome: 'unchanged',
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
      });
    }
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

  /** Of these files, the paths that the collection holds with exactly these bytes. */
  async unchanged(
    visibility: Visibility,
    collectionId: string,
    files: readonly { path: string; sha256: string }[],
  ): Promise<string[]> {
    const parameters: unknown[] = [collectionId, files.map(({ path }) => path), files.map(({ sha256 }) => sha256)];
    const visible = documentsInSight(visibility, 'd', parameters);
    const rows = await this.source.query<{ path: string }[]>(
      `SELECT d.path FROM documents d JOIN revisions r ON r.id = d.latest_revision_id
       JOIN unnest($2::text[], $3::text[]) AS f(path, sha256) ON f.path = d.path AND f.sha256 = r.sha256
       WHERE d.collection_id = $1 AND d.removed_at IS NULL AND ${visible}`,
      parameters,
    );
    return rows.map((row) => row.path);
  }

  /** Of these places of a collection, those that hold a document out of sight, with its id: nobody may write over what they can't see. */
  async hiddenPlaces(
    manager: EntityManager,
    visibility: Visibility,
    collectionId: string,
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const parameters: unknown[] = [collectionId, paths];
    const visible = documentsInSight(visibility, 'd', parameters);
    const rows = await manager.query<{ path: string; id: string }[]>(
      `SELECT d.path, d.id FROM documents d WHERE d.collection_id = $1 AND d.path = ANY($2::text[]) AND NOT ${visible}`,
      parameters,
    );
    return new Map(rows.map(({ path, id }) => [path, id]));
  }

  /** Documents in sight, newest change first, without removed ones. */
  async list(visibility: Visibility, filter: DocumentFilter): Promise<{ documents: DocumentRecord[]; total: number }> {
    const parameters: unknown[] = [];
    const clauses = ['d.removed_at IS NULL', `c.kind = 'library' OR d.collection_id = $1`];
    parameters.push(filter.collectionId ?? null);
    clauses[1] = `(${clauses[1]})`;
    if (filter.collectionId) clauses.push('d.collection_id = $1');
    clauses.push(documentsInSight(visibility, 'd', parameters));
    if (filter.state) {
      parameters.push(STATES[filter.state]);
      clauses.push(`r.state = ANY($${parameters.length}::text[])`);
    }
    if (filter.parentId) {
      parameters.push(filter.parentId);
      clauses.push(`d.parent_id = $${parameters.length}`);
    }
    if (filter.text) {
      parameters.push(`%${filter.text.replace(/[\\%_]/g, '\\$&')}%`);
      clauses.push(`(d.title ILIKE $${parameters.length} OR d.path ILIKE $${parameters.length})`);
    }
    const from = `FROM documents d JOIN collections c ON c.id = d.collection_id JOIN revisions r ON r.id = d.latest_revision_id WHERE ${clauses.join(' AND ')}`;
    const [count] = await this.source.query<{ n: number }[]>(`SELECT count(*)::int AS n ${from}`, parameters);
    const page = await this.source.query<{ id: string }[]>(
      `SELECT d.id ${from} ORDER BY d.updated_at DESC, d.id LIMIT ${filter.limit} OFFSET ${filter.offset}`,
      parameters,
    );
    const records = await this.load(page.map((row) => row.id));
    return { documents: page.flatMap((row) => records.get(row.id) ?? []), total: count?.n ?? 0 };
  }

  /** One document, removed or not. @throws DocumentNotFound also when it may not be seen. */
  async show(visibility: Visibility, id: string): Promise<DocumentRecord & { revisions: RevisionRecord[] }> {
    const parameters: unknown[] = [id];
    const visible = documentsInSight(visibility, 'd', parameters);
    const [row] = await this.source.query<{ id: string }[]>(
      `SELECT d.id FROM documents d WHERE d.id = $1 AND ${visible}`,
      parameters,
    );
    if (!row) throw new DocumentNotFound();
    return this.inSnapshot(async (manager) => {
      const record = (await loadFrom(manager, [id])).get(id);
      if (!record) throw new DocumentNotFound();
      const revisions = await manager.find(RevisionEntity, { where: { documentId: id }, order: { number: 'DESC' } });
      return { ...record, revisions: revisions.map(toRevision) };
    });
  }

  /** Titles of those of these documents, removed ones too, that may be seen, by id. */
  async titlesAmong(visibility: Visibility, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const parameters: unknown[] = [ids];
    const visible = documentsInSight(visibility, 'd', parameters);
    const rows = await this.source.query<{ id: string; title: string }[]>(
      `SELECT d.id, d.title FROM documents d WHERE d.id = ANY($1::uuid[]) AND ${visible}`,
      parameters,
    );
    return new Map(rows.map(({ id, title }) => [id, title]));
  }

  /** Ids of the collections that these documents are in; for rules that hold whoever looks, not for showing. */
  async collectionsHolding(documentIds: readonly string[]): Promise<string[]> {
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT DISTINCT collection_id AS id FROM documents WHERE id = ANY($1::uuid[])`,
      [documentIds],
    );
    return rows.map(({ id }) => id);
  }

  private load(ids: readonly string[]): Promise<Map<string, DocumentRecord>> {
    return this.inSnapshot((manager) => loadFrom(manager, ids));
  }

  /** A revision goes live between any two queries: what is shown together is read as it stood at one moment. */
  private inSnapshot<T>(read: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.source.transaction('REPEATABLE READ', read);
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

async function loadFrom(manager: EntityManager, ids: readonly string[]): Promise<Map<string, DocumentRecord>> {
  if (ids.length === 0) return new Map();
  const documents = await manager.findBy(DocumentEntity, { id: In([...ids]) });
  const collections = await manager.query<{ id: string; name: string }[]>(
    `SELECT id, name FROM collections WHERE id = ANY($1::uuid[])`,
    [[...new Set(documents.map((document) => document.collectionId))]],
  );
  const names = new Map(collections.map((collection) => [collection.id, collection.name]));
  const matters = await manager.query<NonNullable<DocumentRecord['matter']>[]>(
    `SELECT id, number, name FROM matters WHERE id = ANY($1::uuid[])`,
    [[...new Set(documents.flatMap(({ matterId }) => matterId ?? []))]],
  );
  const matterOf = new Map(matters.map((matter) => [matter.id, matter]));
  const wanted = documents
    .flatMap((document) => [document.latestRevisionId, document.currentRevisionId])
    .filter((id) => id !== null);
  const revisions = await manager.findBy(RevisionEntity, { id: In(wanted) });
  const byId = new Map(revisions.map((revision) => [revision.id, toRevision(revision)]));
  return new Map(
    documents.map((document) => {
      const matter = matterOf.get(document.matterId ?? '') ?? null;
      return [document.id, toDocument(document, names.get(document.collectionId) ?? '', matter, byId)];
    }),
  );
}
