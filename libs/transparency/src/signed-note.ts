import { type KeyObject, createHash, createPublicKey, sign, verify } from 'node:crypto';
import { ProofInvalid } from './transparency-errors.js';

/** Signature types of notes: a log's own signature, and a witness's with the time at which it looked. */
export const ED25519 = 0x01;
/** Type of a witness's signature in a note (C2SP tlog-cosignature). */
export const COSIGNATURE = 0x04;
/** Of whom: the log itself, or a witness whose signature covers a time. */
export type SignatureType = typeof ED25519 | typeof COSIGNATURE;

/** A public key by name, as a verifier knows it. */
export interface NoteKey {
  readonly name: string;
  readonly type: SignatureType;
  /** 32 bytes. */
  readonly publicKey: Buffer;
}

/** A text and who signed it. Nothing in it counts before {@link verifiedBy} says so. */
export interface SignedNote {
  /** Ends with a line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** One signature line, not checked; `keyId` is the 4 bytes that say which key it claims. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: Buffer;
  readonly signature: Buffer;
}

const MOST_NOTE_CHARS = 200_000;
const MOST_SIGNATURES = 64;
const SIGNATURE_LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;
/** Before the 32 bytes of an Ed25519 public key in its SPKI form (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The first four bytes of the hash of name, type and key. @see C2SP signed-note, "Signatures" */
export function keyIdOf({ name, type, publicKey }: NoteKey): Buffer {
  const hash = createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([type]))
    .update(publicKey);
  return hash.digest().subarray(0, 4);
}

/** `name+id+key`, the form in which verifiers are given a key (a "vkey" of signed-note). */
export function formatNoteKey(key: NoteKey): string {
  const material = Buffer.concat([Buffer.from([key.type]), key.publicKey]).toString('base64');
  return `${key.name}+${keyIdOf(key).toString('hex')}+${material}`;
}

/** @throws ProofInvalid when it is no such key, or its parts contradict one another. */
export function parseNoteKey(text: string): NoteKey {
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(text.trim());
  const material = Buffer.from(parts?.[3] ?? '', 'base64');
  const type = ([ED25519, COSIGNATURE] as const).find((each) => each === material[0]);
  if (!parts || material.length !== 33 || !type)
    throw new ProofInvalid('This is no Ed25519 public key of the form name+id+key.');
  const key = { name: parts[1]!, type, publicKey: material.subarray(1) };
  if (keyIdOf(key).toString('hex') !== parts[2])
    throw new ProofInvalid(`The public key "${key.name}" does not have the id that it claims; it was copied wrongly.`);
  return key;
}

/** The public half of an Ed25519 key under a name. @throws ProofInvalid for other kinds of keys and unusable names. */
export function noteKeyOf(key: KeyObject, name: string, type: SignatureType = ED25519): NoteKey {
  if (key.asymmetricKeyType !== 'ed25519') throw new ProofInvalid('The log is signed with Ed25519 keys only.');
  if (!/^[^\s+]+$/u.test(name)) throw new ProofInvalid('The name of a key has neither spaces nor plus signs.');
  const spki = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' });
  return { name, type, publicKey: Buffer.from(spki.subarray(-32)) };
}

/**
 * Sign a text as a note, under one name with one key or, while keys change hands, several.
 * @param text Ends with a line break and has no control characters but line breaks.
 */
export function signNote(text: string, name: string, ...privateKeys: readonly KeyObject[]): string {
  const lines = privateKeys.map((each) => signatureLine(noteKeyOf(each, name), sign(null, Buffer.from(text), each)));
  return `${text}\n${lines.join('')}`;
}

/** What a witness adds to a checkpoint that it found consistent. @see C2SP tlog-cosignature, "Ed25519 signed message" */
export function cosignNote(text: string, privateKey: KeyObject, name: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = sign(null, cosignedMessage(text, BigInt(seconds)), privateKey);
  return signatureLine(noteKeyOf(privateKey, name, COSIGNATURE), Buffer.concat([time, signature]));
}

/** When a witness says that it looked. @param signature One of type {@link COSIGNATURE}. @throws ProofInvalid */
export function cosignedAt({ name, signature }: NoteSignature): Date {
  const seconds = signature.length === 72 ? Number(signature.readBigUInt64BE(0)) : NaN;
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) throw new ProofInvalid(`The cosignature of "${name}" names no time.`);
  return at;
}

/** @throws ProofInvalid when the text has not the form of a signed note. */
export function parseNote(note: string): SignedNote {
  if (note.length > MOST_NOTE_CHARS || [...note].some((each) => each < ' ' && each !== '\n'))
    throw new ProofInvalid(NOT_A_NOTE);
  const border = note.lastIndexOf('\n\n');
  const lines = note.slice(border + 2).split('\n');
  if (border < 0 || lines.pop() !== '' || lines.length === 0 || lines.length > MOST_SIGNATURES)
    throw new ProofInvalid(NOT_A_NOTE);
  return { text: note.slice(0, border + 1), signatures: lines.map(parseSignatureLine) };
}

/**
 * Which of the known keys signed. Signatures of unknown keys are ignored.
 * @throws ProofInvalid when a known key's signature is wrong.
 */
export function verifiedBy({ text, signatures }: SignedNote, keys: readonly NoteKey[]): NoteKey[] {
  const signers = new Set<NoteKey>();
  for (const { name, keyId, signature } of signatures) {
    const key = keys.find((known) => known.name === name && keyIdOf(known).equals(keyId));
    if (!key) continue;
    if (!isValid(text, signature, key)) throw new ProofInvalid(`The signature of "${name}" does not fit the text.`);
    signers.add(key);
  }
  return [...signers];
}

const NOT_A_NOTE = 'This is no signed note: a text, an empty line, and lines with signatures.';

function isValid(text: string, signature: Buffer, { type, publicKey }: NoteKey): boolean {
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
  if (type === ED25519) return signature.length === 64 && verify(null, Buffer.from(text), key, signature);
  if (signature.length !== 72) return false;
  return verify(null, cosignedMessage(text, signature.readBigUInt64BE(0)), key, signature.subarray(8));
}

const cosignedMessage = (text: string, seconds: bigint): Buffer =>
  Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

const signatureLine = (key: NoteKey, signature: Buffer): string =>
  `\u2014 ${key.name} ${Buffer.concat([keyIdOf(key), signature]).toString('base64')}\n`;

function parseSignatureLine(line: string): NoteSignature {
  const parts = SIGNATURE_LINE.exec(line);
  const bytes = Buffer.from(parts?.[2] ?? '', 'base64');
  if (!parts || bytes.length < 5 || bytes.toString('base64') !== parts[2]) throw new ProofInvalid(NOT_A_NOTE);
  return { name: parts[1]!, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}
