import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { SecretUnreadable } from './errors.js';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/**
 * Seals the passwords and keys of sources with AES-256-GCM, so that the database and its backups alone give nobody access to
 * what the sources are read from. Each is bound to its source: moved to another row, it does not open.
 */
export class SecretSeal {
  private key: Promise<Buffer> | null = null;

  /** @param keyFile 32 bytes in base64; made at the first use where it does not exist, readable by its owner alone. */
  constructor(private readonly keyFile: string) {}

  async seal(secret: string, sourceId: string): Promise<string> {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, await this.loadKey(true), nonce).setAAD(Buffer.from(sourceId));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return `${VERSION}.${Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64')}`;
  }

  /** @throws SecretUnreadable when the key is another one, or the row was changed. */
  async open(sealed: string, sourceId: string): Promise<string> {
    try {
      const [version, body] = sealed.split('.');
      if (version !== VERSION) throw new Error('unknown form');
      const bytes = Buffer.from(body ?? '', 'base64');
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(ALGORITHM, await this.loadKey(false), nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(sourceId)).setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new SecretUnreadable(cause);
    }
  }

  private loadKey(mayMake: boolean): Promise<Buffer> {
    this.key ??= readOrMake(this.keyFile, mayMake).catch((error: unknown) => {
      this.key = null;
      throw error;
    });
    return this.key;
  }
}

async function readOrMake(file: string, mayMake: boolean): Promise<Buffer> {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (!mayMake || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flush: true });
  await chmod(draft, 0o600);
  try {
    // A link appears whole and only once: of two processes that make the key at the same time, both use the first one.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return parse(await readFile(file, 'utf8'));
}

function parse(text: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`the key file must hold ${KEY_BYTES} bytes in base64`);
  return key;
}
