/** What one batch should take: progress is told, and a crash goes on, from the end of the last one. */
const WANTED_MS = 10_000;
const LEAST = 16;
const MOST = 512;

/**
 * Chunks of the first batch, before it is known how fast the embedder is: as few as is worth writing, so that a process that is killed soon
 * after it went on has still got further.
 */
export const FIRST_BATCH = LEAST;

/**
 * Chunks that the next batch should have, so that it takes about ten seconds, whichever embedder this is.
 * @param chunks Of the last batch.
 */
export function nextBatch(chunks: number, tookMs: number): number {
  return Math.min(MOST, Math.max(LEAST, Math.round((chunks * WANTED_MS) / Math.max(1, tookMs))));
}
