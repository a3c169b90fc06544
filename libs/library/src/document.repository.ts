import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Visibility } from '#knowledge';
import { DataSource, type EntityManager, In } from 'typeorm';
import { DocumentEntity } from './entities/document.entity.js';
import { RevisionEntity } from './entities/revision.entity.js';
import { DocumentNotFound } from './errors.js';
import { type DocumentRecord, type RevisionRecord, toDocument, toRevision } from './records.js';
import { documentsInSight } from './visibility-sql.js';

/** Which documents a list shows, and which page of it. `pending`: not read or not indexed yet. */
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

/** The documents that a caller may see. */
@Injectable()
export class DocumentRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

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
    const clauses = ['d.removed_at IS NULL', documentsInSight(visibility, 'd', parameters)];
    if (filter.collectionId) {
      parameters.push(filter.collectionId);
      clauses.push(`d.collection_id = $${parameters.length}`);
    } else clauses.push(`c.kind = 'library'`);
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

  /** Media types of what stands in those of these documents that may be seen, by id; absent where nothing stands. */
  async mediaTypesAmong(visibility: Visibility, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const parameters: unknown[] = [ids];
    const visible = documentsInSight(visibility, 'd', parameters);
    const rows = await this.source.query<{ id: string; mediaType: string }[]>(
      `SELECT d.id, r.media_type AS "mediaType" FROM documents d JOIN revisions r ON r.id = d.current_revision_id
       WHERE d.id = ANY($1::uuid[]) AND ${visible}`,
      parameters,
    );
    return new Map(rows.map(({ id, mediaType }) => [id, mediaType]));
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
