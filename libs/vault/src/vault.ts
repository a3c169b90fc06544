import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { aloneOn } from '#database';
import { DataSource, type EntityManager } from 'typeorm';
import { VaultBeingRotated, VaultHasNoNewKey, VaultItemErased, VaultKeyUnavailable } from './errors.js';
import { KeyRing } from './key-ring.js';
import { createKeyFile, writeKeyFile } from './key-source.js';
import { KEY_BYTES, seal, unseal } from './sealing.js';

/** What the vault holds and under which keys. */
export interface VaultStatus {
  readonly source: 'data folder' | 'file' | 'command';
  /** Id of the key under which new data keys are encrypted. */
  readonly key: string;
  readonly items: number;
  /** Data keys that are still under an older key. */
  readonly behind: number;
}

const REWRAP_BATCH = 1_000;
const ROTATION_LOCK = 4_210_032;

type Alongside = (manager: EntityManager, from: string, to: string) => Promise<void>;

/**
 * Envelope encryption: each item has a data key of its own, kept encrypted in PostgreSQL under a key that is not in PostgreSQL.
 * Destroying the data key's row makes what was sealed with it unreadable for ever.
 */
@Injectable()
export class Vault implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly ring: KeyRing,
  ) {}

  /** @throws VaultKeyUnavailable, so that a service without its key says so when it starts. */
  async onModuleInit(): Promise<void> {
    await this.ring.reload();
    const { file, isManaged, command } = this.ring.place;
    if (this.ring.ids.length === 0) {
      const [state] = await this.source.query<unknown[]>(`SELECT 1 FROM vault_state`);
      if (state || !isManaged || command !== null)
        throw new VaultKeyUnavailable(
          `There is no key file ${file}. Put it back: without it, what is encrypted is lost.`,
          { why: 'file', file },
        );
      await createKeyFile(file);
      await this.ring.reload();
    }
    await this.source.query(
      `INSERT INTO vault_state (one, kek, changed_at) VALUES (1, $1, now()) ON CONFLICT DO NOTHING`,
      [this.ring.ids[0]],
    );
    await this.ring.get(await this.current(this.source.manager));
  }

  /**
   * Seal the parts of a new item under a key of its own, whose row is written in the caller's transaction.
   * @returns The parts in order.
   */
  async seal(manager: EntityManager, item: string, parts: Readonly<Record<string, Buffer>>): Promise<Buffer[]> {
    const key = randomBytes(KEY_BYTES);
    await this.store(manager, item, key, '');
    return Object.entries(parts).map(([part, text]) => seal(key, text, contextOf(item, part)));
  }

  /** The data key of an item, made if there is none; for content that needs no other protection against a second writer. */
  async keyFor(item: string): Promise<Buffer> {
    const known = (await this.keysOf([item])).get(item);
    if (known) return known;
    await this.source.transaction((manager) =>
      this.store(manager, item, randomBytes(KEY_BYTES), 'ON CONFLICT (item) DO NOTHING'),
    );
    return (await this.keysOf([item])).get(item)!;
  }

  /**
   * The data key of an item that grows, made in the caller's transaction if there is none; its parts are sealed one by one by
   * {@link close}. Two transactions that make one wait for one another.
   */
  async keyWithin(manager: EntityManager, item: string): Promise<Buffer> {
    const known = (await this.keysOf([item], manager)).get(item);
    if (known) return known;
    await this.store(manager, item, randomBytes(KEY_BYTES), 'ON CONFLICT (item) DO NOTHING');
    return (await this.keysOf([item], manager)).get(item)!;
  }

  /** Seal one part of an item. @param key From {@link keyWithin}. */
  close(item: string, part: string, text: Buffer, key: Buffer): Buffer {
    return seal(key, text, contextOf(item, part));
  }

  /** Data keys by item; of those that were destroyed, or never were, there is none. */
  async keysOf(items: readonly string[], manager = this.source.manager): Promise<Map<string, Buffer>> {
    if (items.length === 0) return new Map();
    const rows = await manager.query<KeyRow[]>(
      `SELECT item, kek, wrapped FROM vault_keys WHERE item = ANY($1::text[])`,
      [items],
    );
    const keys = new Map<string, Buffer>();
    for (const { item, kek, wrapped } of rows)
      keys.set(item, unseal(await this.ring.get(kek), wrapped, contextOf(item, KEY)));
    return keys;
  }

  /** Open one part of an item. @param key From {@link keysOf}. @throws VaultItemErased without a key; VaultSealBroken */
  open(item: string, part: string, sealed: Buffer, key: Buffer | undefined): Buffer {
    if (!key) throw new VaultItemErased();
    return unseal(key, sealed, contextOf(item, part));
  }

  /** Destroy data keys, for ever, in the caller's transaction. @returns How many there were. */
  async destroy(manager: EntityManager, items: readonly string[]): Promise<number> {
    const [, count] = await manager.query<[unknown, number]>(`DELETE FROM vault_keys WHERE item = ANY($1::text[])`, [
      items,
    ]);
    return count;
  }

  /** {@link destroy} in a transaction of its own. */
  async forget(items: readonly string[]): Promise<void> {
    await this.destroy(this.source.manager, items);
  }

  async status(): Promise<VaultStatus> {
    const key = await this.current(this.source.manager);
    const [count] = await this.source.query<{ items: number; behind: number }[]>(
      `SELECT count(*)::int AS items, count(*) FILTER (WHERE kek <> $1)::int AS behind FROM vault_keys`,
      [key],
    );
    const { command, isManaged } = this.ring.place;
    return { source: command !== null ? 'command' : isManaged ? 'data folder' : 'file', key, ...count! };
  }

  /**
   * Encrypt every data key anew, under a new key: one that is made here, or the first that the key source names. May be
   * repeated after an interruption. Payloads stay as they are. One at a time, whichever process is asked: two would each take the
   * other's key out of the file.
   * @param alongside Written in the transaction from which on the new key is used.
   * @returns How many data keys were encrypted anew.
   * @throws VaultHasNoNewKey, VaultBeingRotated
   */
  async rotate(alongside: Alongside): Promise<number> {
    const done = await aloneOn(this.source, ROTATION_LOCK, () => this.rotateAlone(alongside));
    if (!done) throw new VaultBeingRotated();
    return done.result;
  }

  private async rotateAlone(alongside: Alongside): Promise<number> {
    const isOurs = this.ring.place.isManaged && this.ring.place.command === null;
    await this.ring.reload();
    const from = await this.current(this.source.manager);
    const isHalfDone = (await this.status()).behind > 0;
    if (isOurs && !isHalfDone) await this.addKey();
    const to = this.ring.ids[0]!;
    if (from === to && !isHalfDone) throw new VaultHasNoNewKey();
    if (from !== to)
      await this.source.transaction(async (manager) => {
        // Whoever is storing a key holds the row until their commit.
        await manager.query(`UPDATE vault_state SET kek = $1, changed_at = now()`, [to]);
        await alongside(manager, from, to);
      });
    let rewrapped = 0;
    for (let batch = REWRAP_BATCH; batch === REWRAP_BATCH; rewrapped += batch) batch = await this.rewrap(to);
    if (isOurs) await writeKeyFile(this.ring.place.file, [await this.ring.get(to)]);
    return rewrapped;
  }

  private async addKey(): Promise<void> {
    await writeKeyFile(this.ring.place.file, [randomBytes(KEY_BYTES), ...this.ring.all()]);
    await this.ring.reload();
  }

  private rewrap(to: string): Promise<number> {
    return this.source.transaction(async (manager) => {
      const rows = await manager.query<KeyRow[]>(
        `SELECT item, kek, wrapped FROM vault_keys WHERE kek <> $1 ORDER BY item LIMIT ${REWRAP_BATCH} FOR UPDATE`,
        [to],
      );
      const outer = await this.ring.get(to);
      const anew: Buffer[] = [];
      for (const { item, kek, wrapped } of rows) {
        const context = contextOf(item, KEY);
        anew.push(seal(outer, unseal(await this.ring.get(kek), wrapped, context), context));
      }
      await manager.query(
        `UPDATE vault_keys k SET kek = $1, wrapped = n.wrapped FROM unnest($2::text[], $3::bytea[]) AS n(item, wrapped) WHERE k.item = n.item`,
        [to, rows.map(({ item }) => item), anew],
      );
      return rows.length;
    });
  }

  private async store(manager: EntityManager, item: string, key: Buffer, onConflict: string): Promise<void> {
    const kek = await this.current(manager, 'FOR SHARE');
    const wrapped = seal(await this.ring.get(kek), key, contextOf(item, KEY));
    await manager.query(
      `INSERT INTO vault_keys (item, kek, wrapped, created_at) VALUES ($1, $2, $3, now()) ${onConflict}`,
      [item, kek, wrapped],
    );
  }

  private async current(manager: EntityManager, lock = ''): Promise<string> {
    const [state] = await manager.query<{ kek: string }[]>(`SELECT kek FROM vault_state ${lock}`);
    return state!.kek;
  }
}

interface KeyRow {
  item: string;
  kek: string;
  wrapped: Buffer;
}

/** The part of an item that its data key is. */
const KEY = 'key';
const contextOf = (item: string, part: string): string => `chancery/1\n${item}\n${part}`;
