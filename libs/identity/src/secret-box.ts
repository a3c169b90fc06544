import { createHmac } from 'node:crypto';
import { KnowledgeError } from '#knowledge';
import { KeyFile, seal, unseal } from '#vault';

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

/** Seals what has to be read again, with a key from a file of this installation. */
export class SecretBox {
  private readonly key: KeyFile;

  /** @param file As {@link KeyFile} has it. @param isManaged Whether it is ours to make, at the first use. */
  constructor(file: string, isManaged: boolean) {
    this.key = new KeyFile(
      file,
      isManaged,
      'Unlocks second factors. Without it people have to set them up anew: keep a copy.',
    );
  }

  /** @param about What it belongs to; the same has to be said to open it, so that nobody can exchange two sealed things. */
  async seal(secret: Uint8Array, about: string): Promise<Buffer> {
    return seal(await this.readKey(), Buffer.from(secret), about);
  }

  /** @throws IdentityKeyUnusable */
  async open(sealed: Buffer, about: string): Promise<Buffer> {
    const key = await this.readKey();
    try {
      return unseal(key, sealed, about);
    } catch (cause) {
      throw new IdentityKeyUnusable(this.key.file, { cause });
    }
  }

  /** Something that looks random, is the same each time, and can't be made without the key. base64url, 32 bytes. */
  async mark(text: string): Promise<string> {
    return createHmac('sha256', await this.readKey())
      .update(text)
      .digest('base64url');
  }

  private readKey(): Promise<Buffer> {
    return this.key.read().catch((cause: unknown) => {
      throw new IdentityKeyUnusable(this.key.file, { cause });
    });
  }
}
