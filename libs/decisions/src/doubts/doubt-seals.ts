import { Injectable, Optional } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Vault } from '#vault';
import { DataSource, type EntityManager } from 'typeorm';
import type { DoubtEntity } from './doubt.entity.js';

type Sealed = Pick<DoubtEntity, 'id' | 'targetKind' | 'targetId' | 'reason' | 'sealedReason'>;

/**
 * Encrypts why affected items were settled, under the key of the answer or decision that they are about, so that the words go
 * with it. Where that is not encrypted itself, they stay as they are.
 */
@Injectable()
export class DoubtSeals {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    @Optional() private readonly vault?: Vault,
  ) {}

  /** Whether there is a vault to seal with. */
  get isSealing(): boolean {
    return this.vault !== undefined;
  }

  /** The columns that hold a reason. */
  async close(
    manager: EntityManager,
    doubt: Pick<Sealed, 'id' | 'targetKind' | 'targetId'>,
    reason: string,
  ): Promise<Pick<Sealed, 'reason' | 'sealedReason'>> {
    const item = itemOf(doubt);
    const key = reason === '' ? undefined : (await this.vault?.keysOf([item], manager))?.get(item);
    if (!key || !this.vault) return { reason, sealedReason: null };
    return { reason: '', sealedReason: this.vault.close(item, partOf(doubt), Buffer.from(reason), key) };
  }

  /** Reasons by the item's id; null for those whose key is gone. @throws VaultSealBroken for altered bytes. */
  async open(doubts: readonly Sealed[]): Promise<Map<string, string | null>> {
    const sealed = doubts.filter(({ sealedReason }) => sealedReason);
    const keys = await this.vault?.keysOf([...new Set(sealed.map(itemOf))], this.source.manager);
    return new Map(doubts.map((doubt) => [doubt.id, this.opened(doubt, keys?.get(itemOf(doubt)))]));
  }

  private opened(doubt: Sealed, key: Buffer | undefined): string | null {
    if (!doubt.sealedReason) return doubt.reason;
    return key && this.vault ? this.vault.open(itemOf(doubt), partOf(doubt), doubt.sealedReason, key).toString() : null;
  }
}

const itemOf = ({ targetKind, targetId }: Pick<Sealed, 'targetKind' | 'targetId'>): string =>
  `${targetKind}:${targetId}`;
const partOf = ({ id }: Pick<Sealed, 'id'>): string => `doubt:${id}`;
