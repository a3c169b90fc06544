import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type Visibility, canSee } from '#knowledge';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type Collection, collectionKey } from './collection.repository.js';
import { CollectionEntity } from './entities/collection.entity.js';
import { CollectionRemovalEntity, type RemovalState } from './entities/collection-removal.entity.js';
import { CollectionExists, CollectionHasRemoval, RemovalNotFound } from './errors.js';
import { documentsInSight } from './visibility-sql.js';

/** The removal of a whole collection, from its beginning on: it stays on record. */
export type CollectionRemoval = Readonly<CollectionRemovalEntity>;
/** With the name that the collection has, or had. */
export type NamedRemoval = CollectionRemoval & { readonly collectionName: string };

const AT_WORK: readonly RemovalState[] = ['removing', 'restoring'];
const MOST_LISTED = 100;

/** Removals of whole collections. Changes run inside the caller's transaction, which holds the removal. */
@Injectable()
export class CollectionRemovalRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  private get rows() {
    return this.source.getRepository(CollectionRemovalEntity);
  }

  /** @throws CollectionHasRemoval while another one of the same collection is at work. */
  async begin(manager: EntityManager, { id }: Collection, beganBy: string, at: Date): Promise<CollectionRemoval> {
    const [row] = await manager.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM documents WHERE collection_id = $1 AND removed_at IS NULL`,
      [id],
    );
    const removal: CollectionRemoval = {
      ...{ id: randomUUID(), collectionId: id, state: 'removing', total: row!.n, done: 0, kept: 0, reached: null },
      ...{ beganBy, beganAt: at, endedAt: null },
    };
    await this.requireNoneAtWork(manager, id);
    await manager.insert(CollectionRemovalEntity, removal);
    return removal;
  }

  /** Newest first, of collections that may be seen. */
  async list(visibility: Visibility): Promise<NamedRemoval[]> {
    const found = await this.rows.find({ order: { beganAt: 'DESC', id: 'ASC' }, take: MOST_LISTED });
    return this.named(found.filter(({ collectionId }) => canSee(visibility, collectionId)));
  }

  /** @throws RemovalNotFound also where its collection may not be seen. */
  async show(visibility: Visibility, id: string): Promise<NamedRemoval> {
    const found = await this.rows.findOneBy({ id });
    if (!found || !canSee(visibility, found.collectionId)) throw new RemovalNotFound();
    return (await this.named([found]))[0]!;
  }

  /** Ids of those that are to be carried on with. */
  async atWork(): Promise<string[]> {
    return (await this.rows.findBy({ state: In([...AT_WORK]) })).map(({ id }) => id);
  }

  /** One removal, which nobody else changes until the transaction ends; null for none. */
  hold(manager: EntityManager, id: string): Promise<CollectionRemoval | null> {
    return manager.findOne(CollectionRemovalEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async set(
    manager: EntityManager,
    id: string,
    change: Partial<Pick<CollectionRemoval, 'state' | 'done' | 'kept' | 'reached' | 'endedAt'>>,
  ): Promise<void> {
    await manager.update(CollectionRemovalEntity, { id }, change);
  }

  /** Documents that stand, came out of no other and may be seen, in order of id, after the last that was looked at. */
  async next(
    manager: EntityManager,
    { collectionId, reached }: CollectionRemoval,
    visibility: Visibility,
    limit: number,
  ): Promise<string[]> {
    const parameters: unknown[] = [collectionId, reached];
    const visible = documentsInSight(visibility, 'd', parameters);
    const rows = await manager.query<{ id: string }[]>(
      `SELECT d.id FROM documents d WHERE d.collection_id = $1 AND d.removed_at IS NULL AND d.parent_id IS NULL
         AND ($2::uuid IS NULL OR d.id > $2::uuid) AND ${visible} ORDER BY d.id LIMIT ${limit}`,
      parameters,
    );
    return rows.map(({ id }) => id);
  }

  /** Documents that this removal took out and that can come back, up to `limit`. */
  async taken(manager: EntityManager, { collectionId, beganAt }: CollectionRemoval, limit: number): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM documents WHERE collection_id = $1 AND removed_at = $2 AND erased_by IS NULL ORDER BY id LIMIT ${limit}`,
      [collectionId, beganAt],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Take the collection itself out, if no document of it stands any more: its name is free again, its grants stay.
   * @returns How many documents stand; 0 when it is out.
   */
  async close(manager: EntityManager, { collectionId }: CollectionRemoval, at: Date): Promise<number> {
    await manager.query(`SELECT 1 FROM collections WHERE id = $1 FOR UPDATE`, [collectionId]);
    const [row] = await manager.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM documents WHERE collection_id = $1 AND removed_at IS NULL`,
      [collectionId],
    );
    if (row!.n === 0)
      await manager.update(CollectionEntity, { id: collectionId }, { removedAt: at, nameKey: collectionId });
    return row!.n;
  }

  /**
   * Put the collection itself back, under its name.
   * @throws CollectionExists when another one has the name by now; CollectionHasRemoval while another removal of it is at work.
   */
  async reopen(manager: EntityManager, { collectionId }: CollectionRemoval): Promise<void> {
    await this.requireNoneAtWork(manager, collectionId);
    const collection = await manager.findOneByOrFail(CollectionEntity, { id: collectionId });
    if (collection.removedAt === null) return;
    const nameKey = collectionKey(collection.name);
    const taken = await manager.findOneBy(CollectionEntity, { nameKey });
    if (taken) throw new CollectionExists(collection.name, taken.id);
    await manager.update(CollectionEntity, { id: collectionId }, { removedAt: null, nameKey });
  }

  /** Until the transaction ends none is begun either. */
  private async requireNoneAtWork(manager: EntityManager, collectionId: string): Promise<void> {
    const held = { where: { id: collectionId }, lock: { mode: 'pessimistic_write' } } as const;
    const collection = await manager.findOneOrFail(CollectionEntity, held);
    const atWork = { collectionId, state: In([...AT_WORK]) };
    if (await manager.existsBy(CollectionRemovalEntity, atWork)) throw new CollectionHasRemoval(collection.name);
  }

  private async named(removals: readonly CollectionRemovalEntity[]): Promise<NamedRemoval[]> {
    const ids = [...new Set(removals.map(({ collectionId }) => collectionId))];
    const names = new Map(
      (await this.source.getRepository(CollectionEntity).findBy({ id: In(ids) })).map(({ id, name }) => [id, name]),
    );
    return removals.map((removal) => ({ ...removal, collectionName: names.get(removal.collectionId) ?? '' }));
  }
}
