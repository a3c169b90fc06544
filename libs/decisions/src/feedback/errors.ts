import { KnowledgeError } from '#knowledge';

/** Also when the record that it is about is out of sight, or when nothing of the caller's stands to be withdrawn. */
export class FeedbackNotFound extends KnowledgeError {
  readonly code = 'feedback.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such feedback, or it was changed or withdrawn.');
  }
}

/** The named revision, page or span is not in the document. @param what Which of them, as a sentence. */
export class RightSourceInvalid extends KnowledgeError {
  readonly code = 'feedback.bad_source';
  readonly kind = 'invalid';
  constructor(what: string) {
    super(`${what} Name a place that the revision has, or the document alone.`);
  }
}

/** A golden question needs a source that is known to be right, and this feedback gives none. */
export class FeedbackNoCandidate extends KnowledgeError {
  readonly code = 'feedback.no_candidate';
  readonly kind = 'conflict';
  constructor() {
    super(
      'This feedback does not say what a right answer rests on. Name the right source, or take an answer that was found right.',
    );
  }
}
