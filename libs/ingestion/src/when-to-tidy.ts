/** What was written to a table of the index since it was tidied up. */
export interface Untidied {
  readonly chunks: number;
  /** Writes, each of which leaves a file of its own. */
  readonly writes: number;
}

/** Up to here tidying up takes a second or two. */
const SMALL_TABLE = 50_000;
/** Rows that no index holds yet are searched by scanning; that many don't show. */
const LEAST_AT_ONCE = 4_000;
/** Tidying up costs as much as a share of the whole table, so it waits for a share: each row pays the same in a table of any size. */
const SHARE_AT_ONCE = 1 / 10;
const SHARE_WHEN_QUIET = 1 / 1_000;
/** Files that a search opens besides the large ones. */
const MOST_WRITES = 64;

/** How many chunks may wait beside a table of so many. */
export function mostWaiting(tableChunks: number): number {
  return Math.max(LEAST_AT_ONCE, tableChunks * SHARE_AT_ONCE);
}

/** Whether a table of so many chunks is to be tidied up at once, though more may be on its way. */
export function isDueNow(tableChunks: number, { chunks }: Untidied): boolean {
  return chunks >= mostWaiting(tableChunks);
}

/** Whether it is to be tidied up once nothing has come for a moment. What is not due waits for more. */
export function isDueWhenQuiet(tableChunks: number, { chunks, writes }: Untidied): boolean {
  return tableChunks <= SMALL_TABLE || chunks >= tableChunks * SHARE_WHEN_QUIET || writes >= MOST_WRITES;
}
