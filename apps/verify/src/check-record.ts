import { sha256Hex } from '#knowledge';
import { type NoteKey, ProofInvalid, leafHash, parseTlogProof, verifyTlogProof } from '#transparency';

/** A record with its proof, as `chancery audit prove` writes it. */
export interface RecordProofFile {
  readonly format: 'chancery-record-proof/1';
  readonly record: string;
  readonly leaf: string;
  readonly proof: string;
  readonly keys: readonly string[];
}

/** What the proof shows. */
export interface CheckedRecord {
  readonly record: string;
  readonly recordedAt: string;
  readonly entry: number;
  readonly log: string;
  /** Entries of the log when its state was signed. */
  readonly logSize: number;
}

interface Leaf {
  readonly index?: number;
  readonly at?: string;
  readonly subject?: { readonly record?: string; readonly sha256?: string };
}

/**
 * Check that the record is the one that the log entry names, and that the entry is in the signed log.
 * @throws ProofInvalid saying what does not hold.
 */
export function checkRecord({ record, leaf, proof }: RecordProofFile, keys: readonly NoteKey[]): CheckedRecord {
  const parsed = parseTlogProof(proof);
  const { origin, size } = verifyTlogProof(parsed, leafHash(leaf), keys);
  const entry = parse<Leaf>(leaf, 'The log entry');
  const { id } = parse<{ id?: string }>(record, 'The record');
  if (entry.index !== parsed.index) throw new ProofInvalid('The log entry names another position than its proof.');
  if (entry.subject?.sha256 !== sha256Hex(record))
    throw new ProofInvalid('The record is not the one that the log entry vouches for; it was edited.');
  if (id === undefined || entry.subject.record !== id)
    throw new ProofInvalid('The log entry vouches for another record.');
  return { record: id, recordedAt: entry.at ?? '', entry: parsed.index, log: origin, logSize: size };
}

function parse<Shape>(text: string, what: string): Shape {
  try {
    return JSON.parse(text) as Shape;
  } catch (cause) {
    throw new ProofInvalid(`${what} is no JSON.`, { cause });
  }
}
