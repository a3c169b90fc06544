import { setTimeout as delay } from 'node:timers/promises';
import { KnowledgeError } from '#knowledge';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Try again after failures that call themselves retryable, after the pause that they ask for or else with doubling ones,
 * until the time is up; then the last failure stands.
 */
export async function retrying<T>(attempt: () => Promise<T>, retryForMs: number, signal?: AbortSignal): Promise<T> {
  const deadline = Date.now() + retryForMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof KnowledgeError && error.retryable)) throw error;
      const waitMs = Math.max(pauseMs, (error.retryAfterS ?? 0) * 1_000);
      if (Date.now() + waitMs >= deadline) throw error;
      await delay(waitMs, undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
  }
}
