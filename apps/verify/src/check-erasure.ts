import { sha256Hex } from '#knowledge';
import { type NoteKey, ProofInvalid, leafHash, parseTlogProof, verifyTlogProof } from '#transparency';

/** An erasure with its proof, as `chancery erase certificate` writes it. */
export interface ErasureProofFile {
  readonly format: 'chancery-erasure-certificate/1';
  readonly certificate: string;
  readonly leaf: string;
  readonly proof: string;
  readonly keys: readonly string[];
}

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

interface Leaf {
  readonly index?: number;
  readonly subject?: { readonly certificate?: string; readonly sha256?: string };
}

interface Certificate {
  readonly id?: string;
  readonly kind?: string;
  readonly subject?: string;
  readonly at?: string;
  readonly revisions?: readonly unknown[];
  readonly records?: readonly unknown[];
  readonly decisions?: readonly unknown[];
}

/**
 * Check that the certificate is the one that the log entry names, and that the entry is in the signed log.
 * @throws ProofInvalid saying what does not hold.
 */
export function checkErasure({ certificate, leaf, proof }: ErasureProofFile, keys: readonly NoteKey[]): CheckedErasure {
  const parsed = parseTlogProof(proof);
  const { origin } = verifyTlogProof(parsed, leafHash(leaf), keys);
  const entry = parse<Leaf>(leaf, 'The log entry');
  const said = parse<Certificate>(certificate, 'The certificate');
  if (entry.index !== parsed.index) throw new ProofInvalid('The log entry names another position than its proof.');
  if (entry.subject?.sha256 !== sha256Hex(certificate))
    throw new ProofInvalid('The certificate is not the one that the log entry vouches for; it was edited.');
  if (said.id === undefined || entry.subject.certificate !== said.id)
    throw new ProofInvalid('The log entry vouches for another certificate.');
  const { id, kind = '', subject = '', at = '', revisions = [], records = [], decisions = [] } = said;
  return {
    ...{ certificate: id, kind, subject, erasedAt: at, entry: parsed.index, log: origin },
    ...{ revisions: revisions.length, records: records.length, decisions: decisions.length },
  };
}

function parse<Shape>(text: string, what: string): Shape {
  try {
    return JSON.parse(text) as Shape;
  } catch (cause) {
    throw new ProofInvalid(`${what} is no JSON.`, { cause });
  }
}
