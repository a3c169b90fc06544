import { setTimeout as delay } from 'node:timers/promises';

const ATTEMPTS = 8;
const FIRST_WAIT_MS = 20;

/**
 * Run a write again while LanceDB says that another commit came in between. The work must be safe to repeat.
 * Waits double from 20 ms, with jitter; the last failure is thrown as it came.
 */
export async function retryConflicts<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error)) throw error;
      await delay(FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }
}

/** Whether LanceDB says that another commit came in between. */
export function isConflict(error: unknown): boolean {
  return /commit conflict/i.test(String(error));
}
