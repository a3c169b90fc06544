import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

/** What was sent does not fit the route; the message names up to 20 fields. */
export class RequestInvalid extends DetailedError<Told<'request.invalid'>> {
  readonly code = 'request.invalid';
  readonly kind = 'invalid';

  /** @param path Where in the body the first thing that is wrong stands; empty where that is not known. */
  constructor(
    message: string,
    told: Told<'request.invalid'>['particulars'] = { problem: 'other' },
    readonly path: readonly PropertyKey[] = [],
  ) {
    super(message, told);
  }
}

/** Sent as JSON, but it can't be parsed. */
export class BodyNotJson extends RequestInvalid {
  constructor() {
    super('The request body is not valid JSON. Correct it and send it again.');
  }
}

/** Of a body that is no upload. */
export const LARGEST_BODY_MB = 4;

/** Of JSON bodies; files have limits of their own. @param limitMb In MB of the body. */
export class RequestTooLarge extends DetailedError<Told<'request.too_large'>> {
  readonly code = 'request.too_large';
  readonly kind = 'too-large';
  constructor(limitMb: number) {
    super(`The request body is larger than ${limitMb} MB. Send less at once.`, { limitMb });
  }
}

/** No route has this method and path; paths are compared to the letter. */
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
