import type { DataSource } from 'typeorm';

/**
 * Do something that nobody else does on this database meanwhile, whichever process asks.
 * @param key Of an advisory lock that nothing else uses.
 * @returns Null, and nothing was done, where somebody is at it.
 */
export async function aloneOn<T>(
  source: DataSource,
  key: number,
  work: () => Promise<T>,
): Promise<{ readonly result: T } | null> {
  const runner = source.createQueryRunner();
  try {
    const [row] = (await runner.query('SELECT pg_try_advisory_lock($1) AS taken', [key])) as { taken: boolean }[];
    if (!row?.taken) return null;
    try {
      return { result: await work() };
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [key]).catch(() => undefined);
    }
  } finally {
    await runner.release();
  }
}
