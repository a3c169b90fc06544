/** Drawing operators after which no further page is looked at: a count, so that a file gives the same on every machine. */
const MOST_OPERATORS = 10_000_000;
/** Share of a document's time after which none is either, on a machine too slow for so many. */
const LOOKING_SHARE = 0.6;

/**
 * Whether a further page of a PDF is searched for hidden text.
 * @param operators Drawing operators looked at on the pages before it.
 * @param passedMs Since the document was begun.
 * @param timeoutMs What it has in all.
 */
export const isStillLookedAt = (operators: number, passedMs: number, timeoutMs: number): boolean =>
  operators < MOST_OPERATORS && passedMs < timeoutMs * LOOKING_SHARE;
