import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { KeyRing } from './key-ring.js';
import type { VaultKeyPlace } from './key-source.js';
import { KEY_BYTES, seal, unseal } from './sealing.js';

/** A data key as it stands beside what it encrypts, outside the database. */
export interface OutsideKey {
  /** Id of the key that it is encrypted under. */
  readonly kek: string;
  /** Base64. */
  readonly wrapped: string;
}

/**
 * Data keys for what is kept outside the database, backups above all: whoever has neither the vault's key nor the database can
 * read none of it.
 */
export class OutsideKeys {
  private readonly ring: KeyRing;

  constructor(place: VaultKeyPlace) {
    this.ring = new KeyRing(place);
  }

  /** @param context What the key is for; the same must be said to open it. @throws VaultKeyUnavailable */
  async make(kek: string, context: string): Promise<{ readonly key: Buffer; readonly outside: OutsideKey }> {
    const key = randomBytes(KEY_BYTES);
    return { key, outside: { kek, wrapped: seal(await this.ring.get(kek), key, context).toString('base64') } };
  }

  /** @throws VaultKeyUnavailable, VaultSealBroken */
  async open({ kek, wrapped }: OutsideKey, context: string): Promise<Buffer> {
    return unseal(await this.ring.get(kek), Buffer.from(wrapped, 'base64'), context);
  }

  /** Of these ids, those that the key source does not have. @throws VaultKeyUnavailable where it can't be read at all */
  async missing(ids: readonly string[]): Promise<string[]> {
    await this.ring.reload();
    return ids.filter((id) => !this.ring.ids.includes(id));
  }
}

/** Ids of the keys that data keys are encrypted under, the one for new ones first. */
export async function vaultKeysIn(manager: EntityManager): Promise<string[]> {
  const rows = await manager.query<{ kek: string }[]>(
    `SELECT kek FROM (SELECT kek, 0 AS place FROM vault_state UNION SELECT DISTINCT kek, 1 FROM vault_keys) k
     GROUP BY kek ORDER BY min(place), kek`,
  );
  return rows.map(({ kek }) => kek);
}

/** When the data keys of items were made, by item: another moment is another key. @param prefix `blob:`, for example. */
export async function keyTimesIn(manager: EntityManager, prefix: string): Promise<Map<string, string>> {
  const rows = await manager.query<{ item: string; made: string }[]>(
    `SELECT item, extract(epoch FROM created_at)::text AS made FROM vault_keys WHERE starts_with(item, $1)`,
    [prefix],
  );
  return new Map(rows.map(({ item, made }) => [item.slice(prefix.length), made]));
}
