import { KnowledgeError } from '#knowledge';

export class LinkNotFound extends KnowledgeError {
  readonly code = 'decision_link.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('The decision has no such link, or it was taken back.');
  }
}

export class LinkCircular extends KnowledgeError {
  readonly code = 'decision_link.circular';
  readonly kind = 'conflict';
  constructor() {
    super('With this link a decision would come to follow, replace or cause itself. See its graph for the way round.');
  }
}

export class LinkExists extends KnowledgeError {
  readonly code = 'decision_link.exists';
  readonly kind = 'conflict';
  constructor() {
    super('The decision has this very link already.');
  }
}

export class LinkNotYours extends KnowledgeError {
  readonly code = 'decision_link.not_yours';
  readonly kind = 'forbidden';
  constructor() {
    super('Only those whom a decision names may link it to others. Ask its owner.');
  }
}

export class SpanUnknown extends KnowledgeError {
  readonly code = 'decision_link.span_unknown';
  readonly kind = 'invalid';
  constructor() {
    super('The span lies outside the text of the revision. Copy it from a citation.');
  }
}
