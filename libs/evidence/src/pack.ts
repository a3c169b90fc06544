import type { Readable } from 'node:stream';
import type { AnswerDocument, DecisionDetail, DecisionProof, RecordProof } from '#contracts';

/** A recorded answer with what proves it. */
export interface PackedRecord {
  readonly id: string;
  readonly proof: RecordProof;
  readonly answer: AnswerDocument;
}

/** A file that goes into an evidence pack. */
export interface PackedFile {
  readonly fileName: string;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly open: () => Promise<Readable>;
}

/** A revision that an answer of the pack cites, as far as the pack's maker may see it. */
export interface PackedSource {
  readonly revision: string;
  readonly document: string;
  readonly number: number;
  readonly title: string;
  /** The stored text that spans point into; null where it is withheld. */
  readonly text: string | null;
  /** The file as it was uploaded; null where it is withheld. Read when its turn comes: it may be large. */
  readonly original: PackedFile | null;
  /** Why text or file are not there; empty where they are. */
  readonly withheld: string;
}

/** Everything that an evidence pack is made of: of a decision with its answers, or of one answer alone. */
export interface EvidencePack {
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly serviceVersion: string;
  /** Verifier keys of the log, oldest first. */
  readonly keys: readonly string[];
  readonly decision: { readonly view: DecisionDetail; readonly proof: DecisionProof } | null;
  readonly records: readonly PackedRecord[];
  /** Ids of records that the decision rests on and the pack's maker may not read. */
  readonly withheldRecords: readonly string[];
  readonly sources: readonly PackedSource[];
}

/** The files of a pack but its manifest, and that. */
export interface LaidOutPack {
  readonly files: readonly PackFile[];
  readonly manifest: PackFile;
}

/** That the log knows a manifest: its entry, and where that stands (C2SP tlog-proof). */
export interface ManifestProof {
  readonly leaf: string;
  readonly proof: string;
}

/** One file of the pack. */
export interface PackFile {
  /** Path within the pack, with `/`; never leads out of it. */
  readonly name: string;
  /** Hexadecimal, of its bytes. */
  readonly sha256: string;
  readonly content: Buffer | (() => Promise<Readable>);
}
