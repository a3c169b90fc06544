import { COSIGNATURE, type NoteKey, type SignedNote, parseNote, verifiedBy } from './signed-note.js';
import { ProofInvalid } from './transparency-errors.js';

/** The state of a log: which log, how many entries, and the root over them. */
export interface TreeHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** The text that is signed. @see C2SP tlog-checkpoint, "Note text" */
export function formatCheckpoint({ origin, size, root }: TreeHead): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** @throws ProofInvalid when the text is no checkpoint. */
export function parseCheckpoint(text: string): TreeHead {
  const [origin, size, encoded] = text.split('\n');
  const root = Buffer.from(encoded ?? '', 'base64');
  const isWhole = /^(0|[1-9]\d{0,15})$/.test(size ?? '') && Number.isSafeInteger(Number(size));
  if (!origin || !isWhole || root.length !== 32 || root.toString('base64') !== encoded || !text.endsWith('\n'))
    throw new ProofInvalid('This is no checkpoint: the name of a log, its size and its root, a line each.');
  return { origin, size: Number(size), root };
}

/**
 * The state of the log that a signed checkpoint vouches for.
 * @param keys The log's own keys, of which one at least must have signed, and the keys of witnesses, all of which must have
 *   cosigned.
 * @throws ProofInvalid
 */
export function verifyCheckpoint(note: string, keys: readonly NoteKey[]): TreeHead & { readonly note: SignedNote } {
  const parsed = parseNote(note);
  const head = parseCheckpoint(parsed.text);
  const signers = verifiedBy(parsed, keys);
  if (!signers.some(({ name, type }) => name === head.origin && type !== COSIGNATURE))
    throw new ProofInvalid(
      `No known key of the log "${head.origin}" signed this checkpoint, but ${signedBy(parsed)}. A log whose key was changed signs with the newer one.`,
    );
  const missing = keys.find((key) => key.type === COSIGNATURE && !signers.includes(key));
  if (missing) throw new ProofInvalid(`The witness "${missing.name}" did not cosign this checkpoint.`);
  return { ...head, note: parsed };
}

const signedBy = ({ signatures }: SignedNote): string =>
  signatures.map(({ name, keyId }) => `${name}+${keyId.toString('hex')}`).join(', ');
