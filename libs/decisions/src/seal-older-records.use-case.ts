import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { AnswerRecordEntity } from './answer-record.entity.js';
import { throughOlder } from './older-records.js';
import { type RecordBody, documentsOf } from './record-body.js';
import { RecordSeals } from './record-seals.js';

const UNSEALED = { body: Not(IsNull()), erasedBy: IsNull() };

/**
 * Encrypts the texts of records from before there was a vault, a batch at a time. What was hashed stays what it was, so the log
 * verifies before and after. Safe to run twice, side by side and again after a crash: a batch is done whole or not at all.
 */
@Injectable()
export class SealOlderRecords {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly seals: RecordSeals,
    private readonly log: AuditLog,
  ) {}

  /** Records whose texts still stand in clear. */
  async pending(): Promise<number> {
    return this.seals.isSealing ? this.source.getRepository(AnswerRecordEntity).countBy(UNSEALED) : 0;
  }

  /** Cheaper than {@link pending}. */
  async isPending(): Promise<boolean> {
    return this.seals.isSealing && this.source.getRepository(AnswerRecordEntity).existsBy(UNSEALED);
  }

  /** @returns How many were encrypted, until there were no more or the signal said so. */
  run(signal: AbortSignal): Promise<number> {
    return throughOlder(this.source, UNSEALED, signal, (rows, manager) => this.sealBatch(rows, manager));
  }

  private async sealBatch(rows: readonly AnswerRecordEntity[], manager: EntityManager): Promise<void> {
    for (const row of rows) await this.sealRow(manager, row);
    if (rows.length > 0)
      await this.log.append(
        [{ kind: 'vault.records_sealed', actor: 'system', subject: { records: rows.length } }],
        manager,
      );
  }

  private async sealRow(manager: EntityManager, { id, ...row }: AnswerRecordEntity): Promise<void> {
    const body = row.body!;
    const { question, askedByName } = { question: row.question ?? '', askedByName: row.askedByName ?? '' };
    const texts = await this.seals.close(manager, id, { question, askedByName, body, annex: row.annex });
    // Once the body can't be searched, this is what tells which documents a record was made from.
    const documents = row.documents ?? documentsOf(JSON.parse(body) as RecordBody);
    await manager.update(AnswerRecordEntity, { id }, { ...texts, documents });
  }
}
