import { readLeaf } from '#contracts';
import { EMPTY_FRONTIER, append, leafHash, rootOf } from '#transparency';

/** A stored entry as the table gives it. */
export interface StoredEntry {
  readonly index: string;
  readonly at: Date;
  readonly kind: string;
  readonly leaf: string;
  readonly leafHash: Buffer;
  readonly root: Buffer;
  /** The perfect subtrees' roots after this entry, one after another. */
  readonly peaks: Buffer;
}

/** What reading the whole log anew came to. `size` counts the entries that were read. */
export interface LogVerification {
  readonly ok: boolean;
  readonly size: number;
  /** Hexadecimal root of all leaves that were read. */
  readonly root: string;
  /** One sentence each, at most {@link MOST_PROBLEMS}. */
  readonly problems: string[];
}

/** Problems that are told at most; a broken log has as many as entries. */
export const MOST_PROBLEMS = 100;

/**
 * Walk the log from its first entry and re-derive what each one claims.
 * @param read Entries from an index on, in order, in batches; an empty batch ends the log.
 */
export async function verifyEntries(read: (from: number) => Promise<readonly StoredEntry[]>): Promise<LogVerification> {
  let frontier = EMPTY_FRONTIER;
  const problems: string[] = [];
  const report = (index: number, what: string) =>
    problems.length < MOST_PROBLEMS && problems.push(`Entry ${index}: ${what}`);
  let last = -1;
  let lastAt = 0;
  for (let batch = await read(0); batch.length > 0; batch = await read(last + 1)) {
    for (const entry of batch) {
      const index = Number(entry.index);
      if (index !== last + 1) report(index, `expected entry ${last + 1} here; entries are missing.`);
      last = index;
      if (entry.at.getTime() < lastAt) report(index, 'it is dated before the entry in front of it.');
      lastAt = entry.at.getTime();
      const hash = leafHash(entry.leaf);
      if (!hash.equals(entry.leafHash)) report(index, 'its text does not match its hash; it was edited.');
      for (const problem of contradictions(entry, index)) report(index, problem);
      frontier = append(frontier, hash);
      if (!rootOf(frontier).equals(entry.root)) report(index, 'the tree up to here does not have the recorded root.');
      // The next append would grow from it.
      else if (!Buffer.concat([...frontier.peaks]).equals(entry.peaks))
        report(index, 'the edge of the tree up to here is not the recorded one.');
    }
  }
  return { ok: problems.length === 0, size: frontier.size, root: rootOf(frontier).toString('hex'), problems };
}

/** Columns are copies of what the leaf says, for searching; a copy that differs was edited. */
function contradictions(entry: StoredEntry, index: number): string[] {
  const said = readLeaf(entry.leaf);
  if (!said) return ['its text is not a log entry.'];
  const problems: string[] = [];
  if (said.index !== index) problems.push('its text names another position.');
  if (said.kind !== entry.kind) problems.push('its text names another kind.');
  if (said.at !== entry.at.toISOString()) problems.push('its text names another time.');
  return problems;
}
