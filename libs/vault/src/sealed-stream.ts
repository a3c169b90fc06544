import { createCipheriv, createDecipheriv } from 'node:crypto';
import { VaultSealBroken } from './errors.js';
import { KEY_BYTES } from './sealing.js';

/** What a sealed file begins with. */
export const SEALED_FILE = Buffer.from('chancery-sealed1');
/** Plain bytes of a segment; only the last one has fewer. */
export const SEGMENT_BYTES = 256 * 1024;
const TAG_BYTES = 16;

/**
 * Encrypt a file piece by piece, so that its size does not matter and no piece can be cut off, put elsewhere or left out: each
 * segment's nonce is its number and whether it is the last (the STREAM construction).
 * @param key 32 bytes that encrypt this content and nothing else, ever: the nonces are not random.
 * @see Hoang, Reyhanitabar, Rogaway & Vizár, CRYPTO 2015
 */
export async function* sealStream(key: Buffer, plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield SEALED_FILE;
  let number = 0;
  for await (const { piece, isLast } of segments(plain, SEGMENT_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', checked(key), nonceOf(number++, isLast));
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Undo {@link sealStream}. Each segment is checked before it is given on. @throws VaultSealBroken */
export async function* unsealStream(key: Buffer, sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { piece, isLast } of segments(withoutHead(sealed), SEGMENT_BYTES + TAG_BYTES)) {
    if (piece.length < TAG_BYTES) throw new VaultSealBroken();
    yield openSegment(checked(key), piece, nonceOf(number++, isLast));
  }
}

function openSegment(key: Buffer, piece: Buffer, nonce: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(piece.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(piece.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new VaultSealBroken({ cause });
  }
}

async function* withoutHead(sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  for await (const piece of sealed) {
    if (head.length >= SEALED_FILE.length) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < SEALED_FILE.length) continue;
    if (!head.subarray(0, SEALED_FILE.length).equals(SEALED_FILE)) throw new VaultSealBroken();
    yield head.subarray(SEALED_FILE.length);
  }
  if (head.length < SEALED_FILE.length) throw new VaultSealBroken();
}

/** Pieces of one size, and a last one that may be shorter; an empty stream has one empty segment. */
async function* segments(
  stream: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<{ piece: Buffer; isLast: boolean }> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream) {
    waiting.push(piece);
    bytes += piece.length;
    // Whether a full segment is the last one is known only when there is more.
    while (bytes > size) {
      const all = Buffer.concat(waiting);
      yield { piece: all.subarray(0, size), isLast: false };
      waiting = [all.subarray(size)];
      bytes -= size;
    }
  }
  yield { piece: Buffer.concat(waiting), isLast: true };
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function checked(key: Buffer): Buffer {
  if (key.length !== KEY_BYTES) throw new VaultSealBroken();
  return key;
}
