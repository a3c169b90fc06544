import { KnowledgeError } from '#knowledge';

/** Also for somebody else's: saved searches are never shared. */
export class SavedSearchNotFound extends KnowledgeError {
  readonly code = 'saved_search.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such saved search of yours. List them with: chancery searches list');
  }
}

/** Each is run whenever documents go live, so their number is bounded. */
export class TooManySavedSearches extends KnowledgeError {
  readonly code = 'saved_search.too_many';
  readonly kind = 'conflict';
  constructor(most: number) {
    super(
      `You have ${most} saved searches, which is as many as one person may have. Delete one that you no longer need.`,
    );
  }
}
