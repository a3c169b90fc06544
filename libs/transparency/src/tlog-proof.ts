import { type TreeHead, verifyCheckpoint } from './checkpoint.js';
import { provesInclusion } from './merkle-proof.js';
import type { NoteKey } from './signed-note.js';
import { ProofInvalid } from './transparency-errors.js';

/** A proof that an entry is in a log, to be checked without the log. */
export interface TlogProof {
  readonly index: number;
  /** Hashes from the leaf's sibling up. */
  readonly path: readonly Buffer[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^63 leaves has no longer path. */
const LONGEST_PATH = 63;

/** @see C2SP tlog-proof, "Format" */
export function formatTlogProof({ index, path, checkpoint }: TlogProof): string {
  const hashes = path.map((hash) => `${hash.toString('base64')}\n`).join('');
  return `${FIRST_LINE}\nindex ${index}\n${hashes}\n${checkpoint}`;
}

/** Extra data, which nothing vouches for, is passed over. @throws ProofInvalid */
export function parseTlogProof(text: string): TlogProof {
  const border = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, Math.max(0, border)).split('\n');
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const [indexLine, ...hashes] = lines;
  const index = /^index (0|[1-9]\d{0,15})$/.exec(indexLine ?? '')?.[1];
  const path = hashes.map((line) => Buffer.from(line, 'base64'));
  const isSound =
    path.length <= LONGEST_PATH && path.every((hash, i) => hash.length === 32 && hash.toString('base64') === hashes[i]);
  if (first !== FIRST_LINE || index === undefined || !isSound || !Number.isSafeInteger(Number(index)))
    throw new ProofInvalid('This is no transparency log proof (c2sp.org/tlog-proof@v1).');
  return { index: Number(index), path, checkpoint: text.slice(border + 2) };
}

/**
 * Check a proof against an entry's leaf hash and the log's keys.
 * @returns The signed state of the log in which the entry is.
 * @throws ProofInvalid saying what does not hold.
 */
export function verifyTlogProof(proof: TlogProof, leaf: Buffer, keys: readonly NoteKey[]): TreeHead {
  const { origin, size, root } = verifyCheckpoint(proof.checkpoint, keys);
  if (!provesInclusion(proof.index, size, leaf, proof.path, root))
    throw new ProofInvalid(
      `The proof does not lead from this entry to the signed root: it is not entry ${proof.index}.`,
    );
  return { origin, size, root };
}
