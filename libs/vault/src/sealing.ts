import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { VaultSealBroken } from './errors.js';

/** AES-256 keys. */
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of everything sealed; another one is another form. */
const FORM = 1;

/** A name for a key that tells nothing about it: 16 hexadecimal characters. */
export const keyIdOf = (key: Buffer): string =>
  createHash('sha256').update('chancery vault key\n').update(key).digest('hex').slice(0, 16);

/**
 * Encrypt with AES-256-GCM under a fresh random nonce.
 * @param key 32 bytes. @param context What the text is and where it belongs; the same must be said to open it.
 * @returns form, nonce, tag and ciphertext, 29 bytes more than the text.
 */
export function seal(key: Buffer, text: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([Buffer.from([FORM]), nonce, cipher.getAuthTag(), sealed]);
}

/** Undo {@link seal}. @throws VaultSealBroken for another key or context, and for bytes that were altered. */
export function unseal(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed[0] !== FORM || sealed.length < 1 + NONCE_BYTES + TAG_BYTES) throw new VaultSealBroken();
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
  const text = sealed.subarray(1 + NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context)).setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]);
  } catch (cause) {
    throw new VaultSealBroken({ cause });
  }
}
