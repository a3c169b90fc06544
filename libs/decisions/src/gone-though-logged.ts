import type { AuditLog } from '#audit';

const BATCH = 500;

/** Rows that log entries vouch for. */
export interface LoggedRows {
  readonly kinds: readonly string[];
  /** What such an entry vouches for, as a sentence names it. */
  readonly what: string;
  /** The rows of these entries that are there. */
  readonly present: (logIndexes: number[]) => Promise<readonly { readonly logIndex: number }[]>;
}

/** Of each log entry whose row is not there any more, a sentence; in the order of the log. */
export async function goneThoughLogged(log: AuditLog, { kinds, what, present }: LoggedRows): Promise<string[]> {
  const problems: string[] = [];
  for (let from = 0; ;) {
    const logged = await log.indexesOf(kinds, from, BATCH);
    const known = new Set((await present(logged)).map(({ logIndex }) => logIndex));
    for (const index of logged.filter((each) => !known.has(each)))
      problems.push(`Log entry ${index}: the ${what} that it vouches for is gone.`);
    if (logged.length < BATCH) return problems;
    from = logged[logged.length - 1]! + 1;
  }
}
