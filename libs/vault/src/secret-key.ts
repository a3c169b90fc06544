import type { EntityManager } from 'typeorm';
import { VaultItemErased } from './errors.js';
import type { Vault } from './vault.js';

/**
 * The one data key that a room seals its small secrets with: a key of the vault like those of records, so that a rotation
 * reaches it, a key management service guards it, and no further key file has to be kept.
 */
export class SecretKey {
  /** It stays the same for good: a rotation changes what it is encrypted under. */
  private known: Buffer | null = null;

  /** @param item Of the vault: `secret:<name>`. */
  constructor(
    private readonly vault: Vault,
    private readonly item: `secret:${string}`,
  ) {}

  /** Made at the first use; of several processes that do, the first one's stays. Outside of transactions. @throws VaultKeyUnavailable */
  async read(): Promise<Buffer> {
    return (this.known ??= await this.vault.keyFor(this.item));
  }

  /**
   * To open what was sealed before: a new key would open nothing.
   * @param manager Of the caller's transaction, if there is one.
   * @throws VaultItemErased where there is none; VaultKeyUnavailable
   */
  async readMade(manager?: EntityManager): Promise<Buffer> {
    if (this.known) return this.known;
    const found = (await this.vault.keysOf([this.item], manager)).get(this.item);
    if (!found) throw new VaultItemErased();
    return (this.known = found);
  }
}
