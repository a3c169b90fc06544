import { type NoteKey, ProofInvalid } from '#transparency';
import { checkEntry, requireVouched } from './check-entry.js';
import { type ErasureProofFile, erasureCertificate, read } from './proof-files.js';

/** What the proof shows. */
export interface CheckedErasure {
  readonly certificate: string;
  readonly kind: string;
  readonly subject: string;
  readonly erasedAt: string;
  readonly revisions: number;
  readonly records: number;
  readonly decisions: number;
  readonly entry: number;
  readonly log: string;
}

const KINDS = /^\w+\.erased$/;

/**
 * Check that the certificate is the one that the log entry names, and that the entry is in the signed log.
 * @throws ProofInvalid saying what does not hold.
 */
export function checkErasure({ certificate, leaf, proof }: ErasureProofFile, keys: readonly NoteKey[]): CheckedErasure {
  const entry = checkEntry(leaf, proof, keys);
  requireVouched(entry, KINDS, 'sha256', certificate, 'The certificate');
  const said = read(erasureCertificate, certificate, 'The certificate');
  if (entry.subject['certificate'] !== said.id)
    throw new ProofInvalid('The log entry vouches for another certificate.');
  const { id, kind, subject, at, revisions, records, decisions } = said;
  return {
    ...{ certificate: id, kind, subject, erasedAt: at, entry: entry.index, log: entry.log },
    ...{ revisions: revisions.length, records: records.length, decisions: decisions.length },
  };
}
