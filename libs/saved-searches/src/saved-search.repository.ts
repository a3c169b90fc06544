import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { SearchMode } from '#contracts';
import { DataSource, type EntityManager, In, IsNull, LessThan } from 'typeorm';
import { SavedSearchNotFound, TooManySavedSearches } from './errors.js';
import { SavedSearchEntity } from './saved-search.entity.js';
import { SearchAlertEntity } from './search-alert.entity.js';

/** A search that its owner wants to hear of. */
export interface SavedSearch {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  readonly query: string;
  readonly collections: readonly string[];
  readonly mode: SearchMode;
  readonly pausedAt: Date | null;
  readonly fromChange: number;
  readonly checkedChange: number;
  readonly problem: string | null;
  readonly createdAt: Date;
}

/** What a person says of a search; the rest is its history. */
export type NewSearch = Pick<SavedSearch, 'name' | 'query' | 'collections' | 'mode'>;

/** A find of a saved search: its best passage. */
export interface Find {
  readonly documentId: string;
  readonly revisionId: string;
  readonly chunkId: string;
}

/** What one look for one saved search found; `seenAt` is null until its owner saw it. */
export interface StoredAlert extends Find {
  readonly id: string;
  readonly searchId: string;
  readonly at: Date;
  readonly seenAt: Date | null;
}

/** Searches that one person may have. */
export const MOST_SEARCHES = 100;

/** Searches that people keep, and how far each has been looked for. */
@Injectable()
export class SavedSearchRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** One person's, oldest first. */
  of(ownerId: string): Promise<SavedSearch[]> {
    return this.source
      .getRepository(SavedSearchEntity)
      .find({ where: { ownerId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Those that are watched and were last looked for before a library change. */
  due(change: number): Promise<SavedSearch[]> {
    return this.source.getRepository(SavedSearchEntity).find({
      where: { pausedAt: IsNull(), checkedChange: LessThan(change) },
      order: { checkedChange: 'ASC', id: 'ASC' },
    });
  }

  /** @throws TooManySavedSearches */
  async add(manager: EntityManager, ownerId: string, made: NewSearch, change: number, now: Date): Promise<SavedSearch> {
    const many = await manager.countBy(SavedSearchEntity, { ownerId });
    if (many >= MOST_SEARCHES) throw new TooManySavedSearches(MOST_SEARCHES);
    const search = { id: randomUUID(), ownerId, ...made, collections: [...made.collections] };
    const state = { pausedAt: null, fromChange: change, checkedChange: change, problem: null, createdAt: now };
    await manager.insert(SavedSearchEntity, { ...search, ...state });
    return { ...search, ...state };
  }

  /** One of a person's, held until the transaction ends. @throws SavedSearchNotFound also for other people's. */
  async hold(manager: EntityManager, ownerId: string, id: string): Promise<SavedSearch> {
    const row = await manager.findOne(SavedSearchEntity, {
      where: { id, ownerId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!row) throw new SavedSearchNotFound();
    return row;
  }

  async change(
    manager: EntityManager,
    id: string,
    change: Partial<Pick<SavedSearch, 'name' | 'pausedAt' | 'checkedChange' | 'problem'>>,
  ): Promise<void> {
    await manager.update(SavedSearchEntity, { id }, change);
  }

  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(SearchAlertEntity, { searchId: id });
    await manager.delete(SavedSearchEntity, { id });
  }

  /** Note finds; of a revision that was found before nothing is noted. @returns Ids of the new alerts. */
  async alert(manager: EntityManager, searchId: string, finds: readonly Find[], at: Date): Promise<string[]> {
    if (finds.length === 0) return [];
    const rows = finds.map((find) => ({ id: randomUUID(), searchId, ...find, at, seenAt: null }));
    const made = await manager
      .createQueryBuilder()
      .insert()
      .into(SearchAlertEntity)
      .values(rows)
      .orIgnore()
      .returning('id')
      .execute();
    return (made.raw as { id: string }[]).map(({ id }) => id);
  }

  /** Of these searches, newest first. */
  alertsOf(searchIds: readonly string[], limit: number): Promise<StoredAlert[]> {
    if (searchIds.length === 0) return Promise.resolve([]);
    return this.source
      .getRepository(SearchAlertEntity)
      .find({ where: { searchId: In([...searchIds]) }, order: { at: 'DESC', id: 'ASC' }, take: limit });
  }

  /** @param ids Only these; all of the searches' when absent. */
  async markSeen(searchIds: readonly string[], ids: readonly string[] | undefined, now: Date): Promise<void> {
    if (searchIds.length === 0) return;
    const which = { searchId: In([...searchIds]), seenAt: IsNull(), ...(ids && { id: In([...ids]) }) };
    await this.source.getRepository(SearchAlertEntity).update(which, { seenAt: now });
  }
}
