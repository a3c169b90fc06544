import { KnowledgeError } from '#knowledge';

export class DoubtNotFound extends KnowledgeError {
  readonly code = 'doubt.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such affected item, or you may not see it.');
  }
}

export class DoubtSettled extends KnowledgeError {
  readonly code = 'doubt.settled';
  readonly kind = 'conflict';
  constructor() {
    super('The affected item is settled already. Read it again to see how.');
  }
}

export class DoubtNotYours extends KnowledgeError {
  readonly code = 'doubt.not_yours';
  readonly kind = 'forbidden';
  constructor() {
    super('Only who asked, or the owner of the decision and who is responsible for it, may settle this.');
  }
}

export class NothingToReopen extends KnowledgeError {
  readonly code = 'doubt.not_a_decision';
  readonly kind = 'invalid';
  constructor() {
    super('Only a decision can be reopened. Ask the question again, or say that the answer stands.');
  }
}
