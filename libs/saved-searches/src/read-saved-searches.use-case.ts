import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { Clock, type Principal } from '#knowledge';
import { DocumentRepository, PassageRepository, type StoredPassage } from '#library';
import { type SavedSearch, SavedSearchRepository, type StoredAlert } from './saved-search.repository.js';

/** An alert whose document its owner may see at this moment. */
export interface Alert extends StoredAlert {
  readonly search: SavedSearch;
  readonly title: string;
  /** Null once a newer revision has taken the place of what was found. */
  readonly passage: StoredPassage | null;
}

/** Alerts told at once. */
const MOST_ALERTS = 500;

/** A person's saved searches and what they found. */
@Injectable()
export class ReadSavedSearches {
  constructor(
    private readonly searches: SavedSearchRepository,
    private readonly access: AccessPolicy,
    private readonly documents: DocumentRepository,
    private readonly passages: PassageRepository,
    private readonly clock: Clock,
  ) {}

  list({ userId }: Principal): Promise<SavedSearch[]> {
    return this.searches.of(userId);
  }

  /** Newest first; nothing of documents that may not be seen any more, not even that there was something. */
  async alerts(principal: Principal): Promise<Alert[]> {
    const searches = new Map((await this.searches.of(principal.userId)).map((search) => [search.id, search]));
    const alerts = await this.searches.alertsOf([...searches.keys()], MOST_ALERTS);
    const visibility = await this.access.visibilityOf(principal);
    const ids = [...new Set(alerts.map(({ documentId }) => documentId))];
    const [titles, passages] = await Promise.all([
      this.documents.titlesAmong(visibility, ids),
      this.passages.hydrate(
        visibility,
        alerts.map(({ chunkId }) => chunkId),
        null,
      ),
    ]);
    return alerts.flatMap((alert) => {
      const title = titles.get(alert.documentId);
      if (title === undefined) return [];
      const passage = passages.get(alert.chunkId) ?? null;
      return [{ ...alert, search: searches.get(alert.searchId)!, title, passage }];
    });
  }

  /** @param ids Only these; all when absent. Other people's are left alone. */
  async markSeen({ userId }: Principal, ids?: readonly string[]): Promise<void> {
    const own = await this.searches.of(userId);
    await this.searches.markSeen(
      own.map(({ id }) => id),
      ids,
      this.clock.now(),
    );
  }
}
