import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import { Clock, type Principal } from '#knowledge';
import { LibraryChangeRepository } from '#library';
import { SearchScopes, parseQuery, planQuery } from '#retrieval';
import { DataSource, type EntityManager } from 'typeorm';
import { type NewSearch, type SavedSearch, SavedSearchRepository } from './saved-search.repository.js';

/** What is absent stays. What is searched for never changes: another search is another saved search. */
export interface SearchChange {
  readonly name?: string | undefined;
  readonly isPaused?: boolean | undefined;
}

/** What people do with their saved searches. Each change lands together with its log entry. */
@Injectable()
export class ManageSavedSearches {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly searches: SavedSearchRepository,
    private readonly changes: LibraryChangeRepository,
    private readonly access: AccessPolicy,
    private readonly scopes: SearchScopes,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws BadOperator, OnlyExclusions, CollectionNotFound, TooManySavedSearches */
  async save(principal: Principal, made: NewSearch): Promise<SavedSearch> {
    const { collections, excludedCollections } = planQuery(parseQuery(made.query));
    const visibility = await this.access.visibilityOf(principal);
    await this.scopes.idsOf(visibility, [...made.collections, ...collections, ...excludedCollections]);
    const change = await this.changes.latestChange();
    return this.source.transaction(async (manager) => {
      const search = await this.searches.add(manager, principal.userId, made, change, this.clock.now());
      await this.note(manager, principal, 'search.saved', search.id);
      return search;
    });
  }

  /** Rename, pause or go on. What went live during a pause is no news afterwards. @throws SavedSearchNotFound */
  async change(principal: Principal, id: string, { name, isPaused }: SearchChange): Promise<void> {
    const latest = await this.changes.latestChange();
    await this.source.transaction(async (manager) => {
      const search = await this.searches.hold(manager, principal.userId, id);
      const pauses = isPaused === true && !search.pausedAt;
      const goesOn = isPaused === false && search.pausedAt !== null;
      const isRenamed = name !== undefined && name !== search.name;
      if (!pauses && !goesOn && !isRenamed) return;
      await this.searches.change(manager, id, {
        ...(isRenamed && { name }),
        ...(pauses && { pausedAt: this.clock.now() }),
        ...(goesOn && { pausedAt: null, checkedChange: latest, problem: null }),
      });
      const kind = pauses ? 'search.paused' : goesOn ? 'search.resumed' : 'search.renamed';
      await this.note(manager, principal, kind, id);
    });
  }

  /** Delete a search with its alerts. @throws SavedSearchNotFound */
  async remove(principal: Principal, id: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      await this.searches.hold(manager, principal.userId, id);
      await this.searches.remove(manager, id);
      await this.note(manager, principal, 'search.removed', id);
    });
  }

  private async note(manager: EntityManager, { userId }: Principal, kind: string, search: string): Promise<void> {
    await this.log.append([{ kind, actor: userId, subject: { search } }], manager);
  }
}
