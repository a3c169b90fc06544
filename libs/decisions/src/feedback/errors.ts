import { KnowledgeError } from '#knowledge';

export class FeedbackNotFound extends KnowledgeError {
  readonly code = 'feedback.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such feedback, or it was changed or withdrawn.');
  }
}

export class RightSourceInvalid extends KnowledgeError {
  readonly code = 'feedback.bad_source';
  readonly kind = 'invalid';
  constructor(what: string) {
    super(`${what} Name a place that the revision has, or the document alone.`);
  }
}

export class FeedbackNoCandidate extends KnowledgeError {
  readonly code = 'feedback.no_candidate';
  readonly kind = 'conflict';
  constructor() {
    super(
      'This feedback does not say what a right answer rests on. Name the right source, or take an answer that was found right.',
    );
  }
}
