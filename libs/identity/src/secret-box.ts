import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KnowledgeError } from '#knowledge';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export class IdentityKeyUnusable extends KnowledgeError {
  readonly code = 'identity.key_unusable';
  readonly kind = 'internal';
  constructor(file: string, options?: ErrorOptions) {
    super(
      `The key in ${file} is missing, or does not open what was sealed with it. Put the right file back; every replica needs the same one.`,
      options,
    );
  }
}

/** Seals what has to be read again (AES-256-GCM), with a key from a file of this installation. */
export class SecretBox {
  private key: Promise<Buffer> | null = null;

  /** @param file 64 hexadecimal digits. @param isManaged Whether it is ours to make, at the first use. */
  constructor(
    private readonly file: string,
    private readonly isManaged: boolean,
  ) {}

  /** @param about What it belongs to; the same has to be said to open it, so that nobody can exchange two sealed things. */
  async seal(secret: Uint8Array, about: string): Promise<Buffer> {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', await this.readKey(), nonce).setAAD(Buffer.from(about));
    return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws IdentityKeyUnusable */
  async open(sealed: Buffer, about: string): Promise<Buffer> {
    const key = await this.readKey();
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch (cause) {
      throw new IdentityKeyUnusable(this.file, { cause });
    }
  }

  /** Something that looks random, is the same each time, and can't be made without the key. base64url, 32 bytes. */
  async mark(text: string): Promise<string> {
    return createHmac('sha256', await this.readKey())
      .update(text)
      .digest('base64url');
  }

  private readKey(): Promise<Buffer> {
    return (this.key ??= readOrMake(this.file, this.isManaged).catch((error: unknown) => {
      this.key = null;
      throw error;
    }));
  }
}

async function readOrMake(file: string, isManaged: boolean): Promise<Buffer> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null && isManaged) {
    await make(file);
    return readOrMake(file, false);
  }
  const key = Buffer.from(text?.trim() ?? '', 'hex');
  if (key.length !== KEY_BYTES) throw new IdentityKeyUnusable(file);
  return key;
}

/** Of several processes that make it at once, the first one's stays. */
async function make(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${randomUUID()}.new`;
  await writeFile(fresh, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(fresh);
  }
}
