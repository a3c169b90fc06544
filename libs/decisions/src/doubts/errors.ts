import { KnowledgeError } from '#knowledge';

/** Also for one that rests on what the caller may not see. */
export class DoubtNotFound extends KnowledgeError {
  readonly code = 'doubt.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such affected item, or you may not see it.');
  }
}

/** Somebody was quicker: an item is settled once. */
export class DoubtSettled extends KnowledgeError {
  readonly code = 'doubt.settled';
  readonly kind = 'conflict';
  constructor() {
    super('The affected item is settled already. Read it again to see how.');
  }
}

/** Seeing an affected item is not enough to settle it. */
export class DoubtNotYours extends KnowledgeError {
  readonly code = 'doubt.not_yours';
  readonly kind = 'forbidden';
  constructor() {
    super('Only who asked, or the owner of the decision and who is responsible for it, may settle this.');
  }
}

/** An answer is never reopened, only asked again. */
export class NothingToReopen extends KnowledgeError {
  readonly code = 'doubt.not_a_decision';
  readonly kind = 'invalid';
  constructor() {
    super('Only a decision can be reopened. Ask the question again, or say that the answer stands.');
  }
}
