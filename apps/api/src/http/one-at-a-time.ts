import type { NextFunction, Request, Response } from 'express';

/**
 * What is sent before the answer to the request before it has gone out waits for its turn. Node begins such requests all at once,
 * and tells none but the first when their connection ends: they would run on, and be kept, for nobody.
 */
export function oneAtATime(_request: Request, response: Response, next: NextFunction): void {
  if (response.socket) next();
  else response.once('socket', () => next());
}
