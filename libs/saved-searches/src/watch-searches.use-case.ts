import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, People } from '#access';
import { AuditLog } from '#audit';
import { Clock, KnowledgeError, type Visibility, ifFound } from '#knowledge';
import { LibraryChangeRepository, RevisionFactsRepository } from '#library';
import { FindPassages } from '#retrieval';
import { DataSource } from 'typeorm';
import { type Find, type SavedSearch, SavedSearchRepository } from './saved-search.repository.js';

/** Library changes looked at again, for one that ended after a later one had. */
const OVERLAP_CHANGES = 50;
/** New revisions looked at in one go. */
const BATCH = 1_000;
/** Passages read of a search; more new documents than that fit none of them. */
const MOST_FINDS = 100;
/** A search by meaning alone finds everything; what is among the first so many is found. */
const NEAREST = 10;

/**
 * Looks for what went live since a saved search was last looked for, and notes it for its owner, inside what the owner may see
 * at that moment. A document is found when a passage of it has every word of the query and fits its operators; by a search for
 * meaning alone, when it is among the nearest {@link NEAREST} passages of the library.
 */
@Injectable()
export class WatchSearches {
  private readonly logger = new Logger(WatchSearches.name);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly searches: SavedSearchRepository,
    private readonly changes: LibraryChangeRepository,
    private readonly facts: RevisionFactsRepository,
    private readonly finding: FindPassages,
    private readonly access: AccessPolicy,
    private readonly people: People,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Whether any search of somebody who is not suspended has not been looked for since something went live. */
  async isDue(): Promise<boolean> {
    const due = await this.searches.due(await this.changes.latestLive());
    for (const { ownerId } of due) if (await this.people.find(ownerId)) return true;
    return false;
  }

  /** Safe to run twice. A search that can't be run says why, and holds up no other. @throws what may pass by itself. */
  async run(signal: AbortSignal): Promise<void> {
    for (const search of await this.searches.due(await this.changes.latestLive())) {
      signal.throwIfAborted();
      await this.look(search);
    }
  }

  private async look(search: SavedSearch): Promise<void> {
    const owner = await this.people.find(search.ownerId);
    // Whoever is suspended hears of nothing; somebody else's turn.
    if (!owner) return;
    const latest = await this.changes.latestLive();
    const { id: userId, name, role } = owner;
    const visibility = await this.access.visibilityOf({ userId, name, role, via: 'system' });
    try {
      const after = Math.max(search.fromChange, search.checkedChange - OVERLAP_CHANGES);
      const fresh = await this.facts.wentLiveAfter(visibility, after, BATCH);
      const finds = fresh.length > 0 ? await this.find(visibility, search, fresh) : [];
      const reached = fresh.length === BATCH ? fresh.at(-1)!.change : latest;
      await this.keep(search, finds, reached);
    } catch (error) {
      if (!(error instanceof KnowledgeError) || error.retryable) throw error;
      this.logger.warn(`saved search ${search.id}: ${error.code}`);
      await this.searches.change(this.source.manager, search.id, { problem: error.code, checkedChange: latest });
    }
  }

  private async find(
    visibility: Visibility,
    { query, collections, mode }: SavedSearch,
    fresh: readonly { readonly documentId: string; readonly revisionId: string }[],
  ): Promise<Find[]> {
    const revisions = new Set(fresh.map(({ revisionId }) => revisionId));
    const documents = [...new Set(fresh.map(({ documentId }) => documentId))];
    const byMeaning = mode === 'vector';
    const { passages } = await this.finding.run(visibility, {
      ...{
        query,
        collections,
        mode,
        syntax: 'operators',
        filter: {},
        asOf: null,
        rerank: 'off',
        order: {},
        facets: false,
      },
      ...(byMeaning ? { limit: NEAREST } : { limit: MOST_FINDS, documents, needsAllTerms: true }),
    });
    const best = new Map<string, Find>();
    for (const { documentId, revisionId, chunkId } of passages)
      if (revisions.has(revisionId) && !best.has(revisionId)) best.set(revisionId, { documentId, revisionId, chunkId });
    return [...best.values()];
  }

  private async keep(search: SavedSearch, finds: readonly Find[], checkedChange: number): Promise<void> {
    await this.source.transaction(async (manager) => {
      // Deleted, paused or suspended meanwhile: nobody wants to hear of it.
      const present = await ifFound(this.searches.hold(manager, search.ownerId, search.id));
      if (!present || present.pausedAt || !(await this.people.find(search.ownerId))) return;
      const alerts = await this.searches.alert(manager, search.id, finds, this.clock.now());
      await this.searches.change(manager, search.id, { checkedChange, problem: null });
      const [first, ...more] = alerts.map((alert) => {
        return { kind: 'search.alerted', actor: 'system', subject: { search: search.id, alert } };
      });
      if (first) await this.log.append([first, ...more], manager);
    });
  }
}
