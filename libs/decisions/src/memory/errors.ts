import { KnowledgeError } from '#knowledge';

/** Also when somebody else took it back a moment before. */
export class LinkNotFound extends KnowledgeError {
  readonly code = 'decision_link.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('The decision has no such link, or it was taken back.');
  }
}

/** Following, replacing and causing may each form no circle; other links may. */
export class LinkCircular extends KnowledgeError {
  readonly code = 'decision_link.circular';
  readonly kind = 'conflict';
  constructor() {
    super('With this link a decision would come to follow, replace or cause itself. See its graph for the way round.');
  }
}

/** A link of this kind to the same place stands. */
export class LinkExists extends KnowledgeError {
  readonly code = 'decision_link.exists';
  readonly kind = 'conflict';
  constructor() {
    super('The decision has this very link already.');
  }
}

/** Seeing a decision is not enough to link it; who made a link may always take it back. */
export class LinkNotYours extends KnowledgeError {
  readonly code = 'decision_link.not_yours';
  readonly kind = 'forbidden';
  constructor() {
    super('Only those whom a decision names may link it to others. Ask its owner.');
  }
}

/** Empty, backwards, or beyond the end of the revision's text. */
export class SpanUnknown extends KnowledgeError {
  readonly code = 'decision_link.span_unknown';
  readonly kind = 'invalid';
  constructor() {
    super('The span lies outside the text of the revision. Copy it from a citation.');
  }
}
