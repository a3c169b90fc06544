import type { Response } from 'express';

/** Aborted when the connection ends, at once where it ended before: while it was found out who asks, for example. */
export function connectionEnd(response: Response): AbortSignal {
  const ended = new AbortController();
  if (response.closed || response.destroyed) ended.abort();
  else response.once('close', () => ended.abort());
  return ended.signal;
}
