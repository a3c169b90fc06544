import { VaultKeyUnavailable } from './errors.js';
import { type VaultKeyPlace, readKeys } from './key-source.js';
import { keyIdOf } from './sealing.js';

/** The keys that encrypt other keys, as last read from their source. */
export class KeyRing {
  private keys: ReadonlyMap<string, Buffer> = new Map();

  constructor(readonly place: VaultKeyPlace) {}

  /** Ids, newest first. */
  get ids(): string[] {
    return [...this.keys.keys()];
  }

  /** @throws VaultKeyUnavailable */
  async reload(): Promise<void> {
    this.keys = new Map((await readKeys(this.place)).map((key) => [keyIdOf(key), key]));
  }

  /** All keys, newest first. */
  all(): Buffer[] {
    return [...this.keys.values()];
  }

  /** A key by id; the source is read again for one that is new. @throws VaultKeyUnavailable */
  async get(id: string): Promise<Buffer> {
    if (!this.keys.has(id)) await this.reload();
    const key = this.keys.get(id);
    if (!key)
      throw new VaultKeyUnavailable(
        `The key ${id}, which this data was encrypted under, is not in the key source. Put it back, after the newest one.`,
        { why: 'gone', key: id },
      );
    return key;
  }
}
