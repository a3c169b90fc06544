import { Injectable } from '@nestjs/common';
import { SecretKey, Vault, seal, unseal } from '#vault';
import { SecretUnreadable } from './errors.js';

/**
 * Seals the passwords and keys of sources with a key of the vault, so that the database and its backups alone give nobody
 * access to what the sources are read from. Each is bound to its source: moved to another row, it does not open.
 */
@Injectable()
export class SecretSeal {
  private readonly key: SecretKey;

  constructor(vault: Vault) {
    this.key = new SecretKey(vault, 'secret:sources');
  }

  /** @returns base64. @throws VaultKeyUnavailable */
  async seal(secret: string, sourceId: string): Promise<string> {
    return seal(await this.key.read(), Buffer.from(secret), contextOf(sourceId)).toString('base64');
  }

  /** @throws SecretUnreadable when the key is another one, or the row was changed. */
  async open(sealed: string, sourceId: string): Promise<string> {
    try {
      return unseal(await this.key.readMade(), Buffer.from(sealed, 'base64'), contextOf(sourceId)).toString();
    } catch (cause) {
      throw new SecretUnreadable(cause);
    }
  }
}

const contextOf = (sourceId: string): string => `source secret ${sourceId}`;
