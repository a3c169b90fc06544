import type { NextFunction, Request, Response } from 'express';

/** What is answered stays in no browser's and no proxy's cache: the next at the same desk may be somebody else. Files of the portal say otherwise. */
export function keepNothing(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
