import { KeyFile, seal, unseal } from '#vault';
import { SecretUnreadable } from './errors.js';

/**
 * Seals the passwords and keys of sources, so that the database and its backups alone give nobody access to what the sources
 * are read from. Each is bound to its source: moved to another row, it does not open.
 */
export class SecretSeal {
  private readonly key: KeyFile;

  /** @param file As {@link KeyFile} has it; made at the first use where it does not exist. */
  constructor(file: string) {
    this.key = new KeyFile(
      file,
      true,
      'Unlocks the secrets of sources. Without it they have to be entered again: keep a copy.',
    );
  }

  /** @returns base64. @throws VaultKeyUnavailable */
  async seal(secret: string, sourceId: string): Promise<string> {
    return seal(await this.key.read(), Buffer.from(secret), contextOf(sourceId)).toString('base64');
  }

  /** @throws SecretUnreadable when the key is another one, or the row was changed. */
  async open(sealed: string, sourceId: string): Promise<string> {
    try {
      return unseal(await this.key.read(false), Buffer.from(sealed, 'base64'), contextOf(sourceId)).toString();
    } catch (cause) {
      throw new SecretUnreadable(cause);
    }
  }
}

const contextOf = (sourceId: string): string => `source secret ${sourceId}`;
