import { KnowledgeError } from '#knowledge';

export class RequestInvalid extends KnowledgeError {
  readonly code = 'request.invalid';
  readonly kind = 'invalid';

  /** @param path Where in the body the first thing that is wrong stands; empty where that is not known. */
  constructor(
    message: string,
    readonly path: readonly PropertyKey[] = [],
  ) {
    super(message);
  }
}

export class BodyNotJson extends RequestInvalid {
  constructor() {
    super('The request body is not valid JSON. Correct it and send it again.');
  }
}

export class RequestTooLarge extends KnowledgeError {
  readonly code = 'request.too_large';
  readonly kind = 'too-large';
}

export class RouteNotFound extends KnowledgeError {
  readonly code = 'request.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is nothing at this address. The routes are listed at /api/docs.');
  }
}

/** A page on another site may make a browser send its cookies, but not this header. */
export class CrossSiteRequest extends KnowledgeError {
  readonly code = 'request.cross_site';
  readonly kind = 'forbidden';
  constructor() {
    super('Requests with a session cookie that change something need the header "X-Chancery-Request: 1".');
  }
}
