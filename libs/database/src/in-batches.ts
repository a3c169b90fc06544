import type { DataSource, EntityManager } from 'typeorm';

/**
 * Does something to all rows that lack it, a batch at a time: each batch is done whole or not at all.
 * @param work On the next batch, in a transaction of its own. It takes its rows past those that others hold (`SKIP LOCKED`), so that
 *   workers side by side have batches of their own, and leaves none of them lacking: it would be met again at once.
 *   @returns How many rows it met.
 * @returns How many were met, until a batch met none or the signal said so.
 */
export async function inBatches(
  source: DataSource,
  signal: AbortSignal,
  work: (manager: EntityManager) => Promise<number>,
): Promise<number> {
  let met = 0;
  for (let batch = 1; batch > 0 && !signal.aborted; met += batch) batch = await source.transaction(work);
  return met;
}
