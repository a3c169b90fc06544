import type { NextFunction, Request, Response } from 'express';

/** An answer of which its reader takes nothing for so long is given up, at the latest after twice as long. */
const UNTAKEN_MS = 60_000;

/**
 * Cuts off whoever asks and does not read: what waits for them holds memory and an open file. Node counts each piece that goes out
 * as life, and where nothing waits the service itself is still at work.
 */
export const keepTaking =
  (untakenMs = UNTAKEN_MS) =>
  (_request: Request, response: Response, next: NextFunction): void => {
    response.setTimeout(untakenMs, () => {
      if (response.socket?.writableLength) response.destroy();
    });
    next();
  };
