import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { VaultSealBroken } from '#vault';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AnswerRecordEntity } from './answer-record.entity.js';
import { ifSound } from './if-sound.js';
import { type RecordNotes, notesOf } from './notes-of.js';
import { throughOlder } from './older-records.js';
import type { RecordBody } from './record-body.js';
import { RecordSeals } from './record-seals.js';

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
  run(signal: AbortSignal): Promise<number> {
    return throughOlder(this.source, UNNOTED, signal, async (rows, manager) => {
      for (const row of rows) await manager.update(AnswerRecordEntity, { id: row.id }, await this.notes(manager, row));
    });
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
