import { setTimeout as delay } from 'node:timers/promises';
import { KnowledgeError } from '#knowledge';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Try again after failures that call themselves retryable, with doubling pauses, until the time is up;
 * then the last failure stands.
 */
export async function retrying<T>(attempt: () => Promise<T>, retryForMs: number, signal?: AbortSignal): Promise<T> {
  const deadline = Date.now() + retryForMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      const isWorthwhile = error instanceof KnowledgeError && error.retryable && Date.now() + pauseMs < deadline;
      if (!isWorthwhile) throw error;
      await delay(pauseMs, undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
  }
}
