import { type NoteKey, ProofInvalid } from '#transparency';
import { checkEntry, requireVouched } from './check-entry.js';
import { type RecordProofFile, read, sealedRecord } from './proof-files.js';

/** What the proof shows. */
export interface CheckedRecord {
  readonly record: string;
  readonly recordedAt: string;
  readonly entry: number;
  readonly log: string;
  /** Entries of the log when its state was signed. */
  readonly logSize: number;
}

/** An answer, or that none was given. */
const KINDS = /^answer\.(recorded|refused)$/;

/**
 * Check that the record is the one that the log entry names, and that the entry is in the signed log.
 * @throws ProofInvalid saying what does not hold.
 */
export function checkRecord(
  { record, leaf, proof }: Pick<RecordProofFile, 'record' | 'leaf' | 'proof'>,
  keys: readonly NoteKey[],
): CheckedRecord {
  const entry = checkEntry(leaf, proof, keys);
  requireVouched(entry, KINDS, 'sha256', record, 'The record');
  const { id } = read(sealedRecord, record, 'The record');
  if (entry.subject['record'] !== id) throw new ProofInvalid('The log entry vouches for another record.');
  return { record: id, recordedAt: entry.at, entry: entry.index, log: entry.log, logSize: entry.logSize };
}
