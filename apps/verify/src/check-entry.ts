import { sha256Hex } from '#knowledge';
import { type NoteKey, ProofInvalid, leafHash, parseTlogProof, verifyTlogProof } from '#transparency';
import { logLeaf, read } from './proof-files.js';

/** An entry of the log that was shown to be in it. */
export interface CheckedEntry {
  readonly index: number;
  readonly at: string;
  readonly kind: string;
  readonly subject: Readonly<Record<string, unknown>>;
  readonly log: string;
  /** Entries of the log when its state was signed. */
  readonly logSize: number;
}

/** @param what Whose entry it is, at the beginning of a sentence. @throws ProofInvalid saying what does not hold. */
export function checkEntry(leaf: string, proof: string, keys: readonly NoteKey[], what = ''): CheckedEntry {
  const parsed = parseTlogProof(proof);
  const { origin, size } = verifyTlogProof(parsed, leafHash(leaf), keys);
  const entry = read(logLeaf, leaf, `${what}The log entry`);
  if (entry.index !== parsed.index)
    throw new ProofInvalid(`${what}The log entry names another position than its proof.`);
  return { ...entry, log: origin, logSize: size };
}

/**
 * Hold a text against the hash in an entry, which must be one of those that speak of such texts: one about something else may hold a
 * hash, too.
 * @throws ProofInvalid
 */
export function requireVouched(entry: CheckedEntry, kinds: RegExp, member: string, text: string, what: string): void {
  if (!kinds.test(entry.kind))
    throw new ProofInvalid(`${what}: the log entry ("${entry.kind}") is about something else.`);
  if (entry.subject[member] !== sha256Hex(text))
    throw new ProofInvalid(`${what} is not the one that the log entry vouches for; it was edited.`);
}
