import { EMPTY_FRONTIER, type NoteKey, ProofInvalid, append, leafHash, rootOf, verifyCheckpoint } from '#transparency';

/** What a sound export of a log shows. */
export interface CheckedLog {
  readonly log: string;
  readonly entries: number;
  /** Hexadecimal. */
  readonly root: string;
}

/**
 * Re-derive a whole log from its entries and hold it against the signed checkpoint. Memory stays flat.
 * @param leaves One a line, oldest first.
 * @throws ProofInvalid saying what does not hold.
 */
export async function checkLog(
  checkpoint: string,
  leaves: AsyncIterable<string>,
  keys: readonly NoteKey[],
): Promise<CheckedLog> {
  const signed = verifyCheckpoint(checkpoint, keys);
  let frontier = EMPTY_FRONTIER;
  let lastAt = '';
  for await (const leaf of leaves) {
    const { index, at } = entryOf(leaf, frontier.size);
    if (index !== frontier.size) throw new ProofInvalid(`Line ${frontier.size + 2} names entry ${String(index)}.`);
    if (at < lastAt) throw new ProofInvalid(`Entry ${frontier.size} is dated before the entry in front of it.`);
    lastAt = at;
    frontier = append(frontier, leafHash(leaf));
  }
  if (frontier.size !== signed.size)
    throw new ProofInvalid(`The file holds ${frontier.size} entries, but ${signed.size} were signed.`);
  const root = rootOf(frontier);
  if (!root.equals(signed.root)) throw new ProofInvalid('The entries are not those that were signed.');
  return { log: signed.origin, entries: frontier.size, root: root.toString('hex') };
}

function entryOf(leaf: string, place: number): { index: unknown; at: string } {
  try {
    const { index, at } = (JSON.parse(leaf) ?? {}) as { index?: unknown; at?: unknown };
    return { index, at: String(at) };
  } catch (cause) {
    throw new ProofInvalid(`Entry ${place} is no JSON.`, { cause });
  }
}
