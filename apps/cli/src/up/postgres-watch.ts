import type { EmbeddedPostgres } from '#database';

const LOOK_EVERY_MS = 2_000;

/**
 * Bring PostgreSQL back when it ends. It is no child of this process, so that it can outlive it; so nobody tells.
 * @param report Called with one sentence when that happens, or fails.
 * @returns A call that ends the watch; PostgreSQL is left as it is from then on.
 */
export function watchPostgres(postgres: EmbeddedPostgres, report: (sentence: string) => void): () => Promise<void> {
  let looking: Promise<void> | null = null;
  const look = async () => {
    try {
      if (await postgres.revive()) report('PostgreSQL had ended; it was started again');
    } catch (error) {
      report(`PostgreSQL has ended and can't be started: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = null));
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
