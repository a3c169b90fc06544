import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { VaultSealBroken } from '#vault';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AnswerRecordEntity } from './answer-record.entity.js';
import { ifSound } from './if-sound.js';
import { type RecordNotes, notesOf } from './notes-of.js';
import type { RecordBody } from './record-body.js';
import { RecordSeals } from './record-seals.js';

const BATCH = 50;
const UNNOTED = { models: IsNull(), erasedBy: IsNull() };

/**
 * Notes of records from before this was kept which models took part and which verdicts they hold, a batch at a time. Nothing
 * else of them changes. Safe to run twice, side by side and again after a crash: a batch is done whole or not at all.
 */
@Injectable()
export class NoteOlderRecords {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly seals: RecordSeals,
  ) {}

  async isPending(): Promise<boolean> {
    return this.source.getRepository(AnswerRecordEntity).existsBy(UNNOTED);
  }

  /** @returns How many were told, until there were no more or the signal said so. */
  async run(signal: AbortSignal): Promise<number> {
    let told = 0;
    for (let batch = BATCH; batch === BATCH && !signal.aborted; told += batch)
      batch = await this.source.transaction((manager) => this.noteBatch(manager));
    return told;
  }

  private async noteBatch(manager: EntityManager): Promise<number> {
    const rows = await manager.getRepository(AnswerRecordEntity).find({
      ...{ where: UNNOTED, order: { id: 'ASC' }, take: BATCH },
      // Another worker's batch is its own.
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
    for (const row of rows) await manager.update(AnswerRecordEntity, { id: row.id }, await this.notes(manager, row));
    return rows.length;
  }

  /** A record that can't be read says nothing, and keeps no other from being told: the verification of the log reports it. */
  private async notes(manager: EntityManager, row: AnswerRecordEntity): Promise<RecordNotes> {
    const texts = await this.seals.open([row], manager).catch((error: unknown) => {
      if (error instanceof VaultSealBroken) return null;
      throw error;
    });
    const body = texts?.get(row.id)?.body ?? null;
    const notes = body === null ? null : ifSound(() => notesOf(JSON.parse(body) as RecordBody));
    return notes ?? { models: [], verdicts: [] };
  }
}
