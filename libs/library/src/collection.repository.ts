import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type CollectionKind, type Visibility, canSee } from '#knowledge';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { CollectionEntity } from './entities/collection.entity.js';
import { Holds } from './holds/holds.js';
import { CollectionExists, CollectionNotEmpty, CollectionNotFound } from './errors.js';
import { collectionsInSight, documentsInSight } from './visibility-sql.js';

/** A named part of the library: the unit of access and of search scope. */
export interface Collection {
  readonly id: string;
  readonly name: string;
  readonly kind: CollectionKind;
  /** Name of the installed model that answers questions put to this collection; null: the generator in use. */
  readonly generator: string | null;
  /** Whether a question put to it must name a matter. */
  readonly requiresMatter: boolean;
}

/** Documents by the state of their newest revision; removed documents are not counted. */
export interface DocumentTally {
  readonly live: number;
  readonly failed: number;
  readonly pending: number;
}

/** Names are equal when they read alike: compatibility forms, case and surrounding space don't count. */
export const collectionKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

const toCollection = ({ id, name, kind, generator, requiresMatter }: CollectionEntity): Collection => {
  return { id, name, kind, generator, requiresMatter };
};

/** Collections: made, named, found by name or id, and what is set for each. */
@Injectable()
export class CollectionRepository {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly holds: Holds,
  ) {}

  private get rows() {
    return this.source.getRepository(CollectionEntity);
  }

  /**
   * @param manager The caller's transaction, if any: whoever makes the same collection meanwhile waits for its end.
   * @throws CollectionExists
   */
  async create(name: string, kind: CollectionKind, manager: EntityManager = this.source.manager): Promise<Collection> {
    const id = randomUUID();
    // One statement, so that whoever has the name can't give it up between being met and being named.
    const [holder] = await manager.query<[{ id: string }]>(
      `INSERT INTO collections (id, name, name_key, kind, created_at) VALUES ($1, $2, $3, $4, now())
       ON CONFLICT (name_key) DO UPDATE SET name_key = collections.name_key RETURNING id`,
      [id, name.trim(), collectionKey(name), kind],
    );
    if (holder.id !== id) throw new CollectionExists(name, holder.id);
    return { id, name: name.trim(), kind, generator: null, requiresMatter: false };
  }

  async hasAny(): Promise<boolean> {
    return this.rows.exists();
  }

  /** Whoever may see it: for work that runs by itself, where the right was looked at when it was set up. */
  async byId(id: string): Promise<Collection | null> {
    const found = await this.rows.findOneBy({ id });
    return found && toCollection(found);
  }

  /** By id or name, if it may be seen; null otherwise. */
  async find(visibility: Visibility, nameOrId: string): Promise<Collection | null> {
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(nameOrId);
    const standing = { removedAt: IsNull() };
    const byId = isId ? await this.rows.findOneBy({ id: nameOrId, ...standing }) : null;
    const found = byId ?? (await this.rows.findOneBy({ nameKey: collectionKey(nameOrId), ...standing }));
    return found && canSee(visibility, found.id) ? toCollection(found) : null;
  }

  /** @throws CollectionNotFound for the first name that is unknown or hidden; the two can't be told apart. */
  async resolve(visibility: Visibility, namesOrIds: readonly string[]): Promise<Collection[]> {
    const found: Collection[] = [];
    for (const name of new Set(namesOrIds)) {
      const collection = await this.find(visibility, name);
      if (!collection) throw new CollectionNotFound(name);
      found.push(collection);
    }
    return found;
  }

  /** Library collections that stand, in order of name, with their documents counted. */
  async list(visibility: Visibility): Promise<(Collection & { documents: DocumentTally })[]> {
    const parameters: unknown[] = [];
    const visible = collectionsInSight(visibility, 'c', parameters);
    const rows = await this.source.query<CollectionRow[]>(
      `SELECT c.id, c.name, c.kind, c.generator, c.requires_matter AS "requiresMatter", ${TALLY} FROM collections c
       LEFT JOIN documents d ON d.collection_id = c.id AND d.removed_at IS NULL
         AND ${documentsInSight(visibility, 'd', parameters)}
       LEFT JOIN revisions r ON r.id = d.latest_revision_id
       WHERE c.kind = 'library' AND c.removed_at IS NULL AND ${visible} GROUP BY c.id ORDER BY c.name_key`,
      parameters,
    );
    return rows.map(({ live, failed, pending, ...collection }) => {
      return { ...collection, documents: { live, failed, pending } };
    });
  }

  /** All documents in sight (or in these collections), counted; `partly` are live ones of which text is missing. */
  async tally(
    visibility: Visibility,
    collectionIds: readonly string[] = [],
  ): Promise<DocumentTally & { readonly partly: number }> {
    const parameters: unknown[] = [];
    const visible = documentsInSight(visibility, 'd', parameters);
    parameters.push(collectionIds);
    const among =
      collectionIds.length > 0
        ? `d.collection_id = ANY($${parameters.length}::uuid[])`
        : `$${parameters.length}::uuid[] IS NOT NULL AND c.kind = 'library'`;
    const [row] = await this.source.query<(DocumentTally & { partly: number })[]>(
      `SELECT ${TALLY}, ${PARTLY} FROM documents d JOIN collections c ON c.id = d.collection_id
       LEFT JOIN revisions r ON r.id = d.latest_revision_id
       WHERE d.removed_at IS NULL AND ${visible} AND ${among}`,
      parameters,
    );
    return row ?? { live: 0, failed: 0, pending: 0, partly: 0 };
  }

  /** How many live documents of these collections (of the library, when none is named) a visibility keeps from its holder. */
  async hidden(visibility: Visibility, collectionIds: readonly string[] = []): Promise<number> {
    const parameters: unknown[] = [collectionIds];
    const visible = documentsInSight(visibility, 'd', parameters);
    const among = collectionIds.length > 0 ? `d.collection_id = ANY($1::uuid[])` : `$1::uuid[] IS NOT NULL`;
    const [row] = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM documents d JOIN collections c ON c.id = d.collection_id
       WHERE d.removed_at IS NULL AND d.current_revision_id IS NOT NULL AND c.kind = 'library' AND ${among} AND NOT ${visible}`,
      parameters,
    );
    return row?.n ?? 0;
  }

  /** Set which model answers questions put to a collection. Runs inside the caller's transaction. */
  async setGenerator(manager: EntityManager, collectionId: string, generator: string | null): Promise<void> {
    await manager.update(CollectionEntity, { id: collectionId }, { generator });
  }

  /** Let questions put to a collection name a matter, or not. Runs inside the caller's transaction. */
  async setRequiresMatter(manager: EntityManager, collectionId: string, requiresMatter: boolean): Promise<void> {
    await manager.update(CollectionEntity, { id: collectionId }, { requiresMatter });
  }

  /** Whether a question to these collections (to all of the library in sight, when none is named) must name a matter. */
  async requireMatter(visibility: Visibility, collectionIds: readonly string[]): Promise<boolean> {
    const parameters: unknown[] = [collectionIds];
    const visible = collectionsInSight(visibility, 'c', parameters);
    const [row] = await this.source.query<{ required: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM collections c WHERE c.requires_matter AND c.kind = 'library' AND c.removed_at IS NULL AND ${visible}
         AND (cardinality($1::uuid[]) = 0 OR c.id = ANY($1::uuid[]))) AS required`,
      parameters,
    );
    return row!.required;
  }

  /**
   * The one generator that all these collections name; null when they differ, when one names none, and for no collections.
   * @param collectionIds Collections that a question is put to, already resolved within somebody's visibility.
   */
  async generatorOf(collectionIds: readonly string[]): Promise<string | null> {
    const rows = await this.source.query<{ generator: string | null }[]>(
      `SELECT DISTINCT generator FROM collections WHERE id = ANY($1::uuid[])`,
      [collectionIds],
    );
    return rows.length === 1 ? rows[0]!.generator : null;
  }

  /** Names of the collections that name a generator, by its name; whoever may see them. */
  async byGenerator(visibility: Visibility): Promise<Map<string, string[]>> {
    const parameters: unknown[] = [];
    const visible = collectionsInSight(visibility, 'c', parameters);
    const rows = await this.source.query<{ generator: string; names: string[] }[]>(
      `SELECT c.generator, array_agg(c.name ORDER BY c.name_key) AS names FROM collections c
       WHERE c.generator IS NOT NULL AND c.removed_at IS NULL AND ${visible} GROUP BY c.generator`,
      parameters,
    );
    return new Map(rows.map(({ generator, names }) => [generator, names]));
  }

  /** Every generator that collections which stand name, once, by name; whether or not anybody may see them. */
  async generatorsInUse(): Promise<string[]> {
    const rows = await this.source.query<{ generator: string }[]>(
      `SELECT DISTINCT generator FROM collections WHERE generator IS NOT NULL AND removed_at IS NULL ORDER BY generator`,
    );
    return rows.map(({ generator }) => generator);
  }

  /** How many collections that stand name this generator, whether or not anybody may see them. */
  async countWithGenerator(generator: string): Promise<number> {
    return this.rows.countBy({ generator, removedAt: IsNull() });
  }

  /**
   * Remove a collection: a scratch one with all it holds, a library one only when it is empty.
   * Runs inside the caller's transaction.
   * @returns Hashes of the blobs that its revisions referred to; others may refer to them as well.
   */
  async remove(manager: EntityManager, collection: Collection): Promise<string[]> {
    await this.holds.refuseCollection(manager, collection.id);
    // Uploads hold the row while they add to it.
    await manager.query(`SELECT 1 FROM collections WHERE id = $1 FOR UPDATE`, [collection.id]);
    if (collection.kind === 'library') {
      const [any] = await manager.query<unknown[]>(`SELECT 1 FROM documents WHERE collection_id = $1 LIMIT 1`, [
        collection.id,
      ]);
      if (any) throw new CollectionNotEmpty(collection.name);
    }
    const mine = `SELECT r.id FROM revisions r JOIN documents d ON d.id = r.document_id WHERE d.collection_id = $1`;
    const hashes = await manager.query<{ sha256: string }[]>(
      `SELECT DISTINCT sha256 FROM revisions WHERE id IN (${mine})`,
      [collection.id],
    );
    await manager.query(`DELETE FROM chunks WHERE revision_id IN (${mine})`, [collection.id]);
    await manager.query(`DELETE FROM revision_texts WHERE revision_id IN (${mine})`, [collection.id]);
    await manager.query(`DELETE FROM revisions WHERE id IN (${mine})`, [collection.id]);
    await manager.query(`DELETE FROM documents WHERE collection_id = $1`, [collection.id]);
    await manager.query(`DELETE FROM collections WHERE id = $1`, [collection.id]);
    return hashes.map((row) => row.sha256);
  }
}

interface CollectionRow extends DocumentTally, Collection {}

const TALLY = `count(*) FILTER (WHERE r.state IN ('live', 'superseded'))::int AS live,
  count(*) FILTER (WHERE r.state = 'failed')::int AS failed,
  count(*) FILTER (WHERE r.state IN ('queued', 'chunked'))::int AS pending`;

const PARTLY = `count(*) FILTER (WHERE r.state IN ('live', 'superseded') AND r.partly_read)::int AS partly`;
