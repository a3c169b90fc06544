import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const ids = new WeakMap<Request, string>();

/** The id under which this request appears in the log; also sent as `X-Correlation-Id`. */
export function correlationIdOf(request: Request): string {
  let id = ids.get(request);
  if (!id) ids.set(request, (id = randomUUID()));
  return id;
}

/** Middleware, first of all, so that refused requests carry their id, too. */
export function correlate(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('X-Correlation-Id', correlationIdOf(request));
  next();
}
