import { setTimeout as sleep } from 'node:timers/promises';
import { KnowledgeError } from '#knowledge';

/** How often and how patiently something is tried. */
export interface RetryPlan {
  readonly attempts: number;
  /** Wait before the second attempt; doubles from then on. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/** Half a minute in all: as long as a restarting service takes. */
export const PATIENT: RetryPlan = { attempts: 7, firstWaitMs: 500, longestWaitMs: 8_000 };

/** A limit by the minute says to come back within one; who is told to wait for longer is better told than kept. */
const LONGEST_OBEYED_MS = 90_000;

/**
 * Run a request again while its failure says that it may succeed later (busy service, broken connection).
 * Only for requests that may be sent twice. Where the service says when to come back, and that is soon, it is then.
 * @throws the last failure, at once when it is of the lasting kind.
 */
export async function retrying<T>(request: () => Promise<T>, plan: RetryPlan, signal?: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request();
    } catch (error) {
      const isLasting = !(error instanceof KnowledgeError && error.retryable);
      const toldMs = (isLasting ? 0 : (error.retryAfterS ?? 0)) * 1_000;
      if (isLasting || attempt >= plan.attempts || toldMs > LONGEST_OBEYED_MS || signal?.aborted) throw error;
      await sleep(Math.max(waitMs(attempt, plan), toldMs), undefined, { signal });
    }
  }
}

/** Milliseconds to wait after a failed attempt, counted from 1. */
export function waitMs(attempt: number, { firstWaitMs, longestWaitMs }: RetryPlan): number {
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
}
