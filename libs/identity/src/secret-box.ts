import { Injectable } from '@nestjs/common';
import { KnowledgeError } from '#knowledge';
import { SecretKey, Vault, seal, unseal } from '#vault';
import type { EntityManager } from 'typeorm';

/** A sealed secret fails its check. It is never taken for a wrong code, because no code could be right. */
export class IdentityKeyUnusable extends KnowledgeError {
  readonly code = 'identity.key_unusable';
  readonly kind = 'internal';
  constructor(options?: ErrorOptions) {
    super(
      'The secret of a second factor does not open: the vault’s key is another one, or the row was changed. Put both back from one backup.',
      options,
    );
  }
}

/** Seals what has to be read again, with a key of the vault. */
@Injectable()
export class SecretBox {
  private readonly key: SecretKey;

  constructor(vault: Vault) {
    this.key = new SecretKey(vault, 'secret:identity');
  }

  /** @param about What it belongs to; the same has to be said to open it, so that nobody can exchange two sealed things. */
  async seal(secret: Uint8Array, about: string): Promise<Buffer> {
    return seal(await this.key.read(), Buffer.from(secret), about);
  }

  /** @param manager Of the caller's transaction, if there is one. @throws IdentityKeyUnusable */
  async open(sealed: Buffer, about: string, manager?: EntityManager): Promise<Buffer> {
    try {
      return unseal(await this.key.readMade(manager), sealed, about);
    } catch (cause) {
      throw new IdentityKeyUnusable({ cause });
    }
  }
}
