import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { inBatches } from '#database';
import { DataSource, type EntityManager } from 'typeorm';
import { DoubtEntity } from './doubt.entity.js';
import { DoubtSeals } from './doubt-seals.js';

const BATCH = 200;
/** What an item is about has a key, and why it was settled stands beside it in clear. */
const IN_CLEAR = `FROM doubts t JOIN vault_keys k ON k.item = t.target_kind || ':' || t.target_id WHERE t.reason <> ''`;

type Found = Pick<DoubtEntity, 'id' | 'targetKind' | 'targetId' | 'reason'>;

/** Encrypts why affected items were settled before that was encrypted. Safe to run twice and to be killed. */
@Injectable()
export class SealOlderReasons {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly seals: DoubtSeals,
  ) {}

  async isPending(): Promise<boolean> {
    if (!this.seals.isSealing) return false;
    const [row] = await this.source.query<unknown[]>(`SELECT 1 ${IN_CLEAR} LIMIT 1`);
    return row !== undefined;
  }

  /** @returns How many were encrypted, until there were no more or the signal said so. */
  async run(signal: AbortSignal): Promise<number> {
    return this.seals.isSealing ? inBatches(this.source, signal, (manager) => this.sealBatch(manager)) : 0;
  }

  private async sealBatch(manager: EntityManager): Promise<number> {
    const rows = await manager.query<Found[]>(
      `SELECT t.id, t.target_kind AS "targetKind", t.target_id AS "targetId", t.reason ${IN_CLEAR}
       ORDER BY t.id LIMIT ${BATCH} FOR UPDATE OF t SKIP LOCKED`,
    );
    for (const row of rows)
      await manager.update(DoubtEntity, { id: row.id }, await this.seals.close(manager, row, row.reason));
    return rows.length;
  }
}
