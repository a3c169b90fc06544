import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { inBatches } from '#database';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { FeedbackEntity } from './feedback.entity.js';
import { FeedbackSeals } from './feedback-seals.js';

const BATCH = 200;
const IN_CLEAR = { sealed: IsNull(), erasedBy: IsNull() };

/**
 * Encrypts feedback from before it was, a batch at a time. What was hashed stays what it was, unsalted, so that the log verifies
 * before and after. Safe to run twice, side by side and again after a crash.
 */
@Injectable()
export class SealOlderFeedback {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly seals: FeedbackSeals,
    private readonly log: AuditLog,
  ) {}

  /** Feedback that still stands in clear. */
  async pending(): Promise<number> {
    return this.seals.isSealing ? this.source.getRepository(FeedbackEntity).countBy(IN_CLEAR) : 0;
  }

  /** Cheaper than {@link pending}. */
  async isPending(): Promise<boolean> {
    return this.seals.isSealing && this.source.getRepository(FeedbackEntity).existsBy(IN_CLEAR);
  }

  /** @returns How many were encrypted, until there were no more or the signal said so. */
  async run(signal: AbortSignal): Promise<number> {
    return this.seals.isSealing ? inBatches(this.source, signal, (manager) => this.sealBatch(manager)) : 0;
  }

  private async sealBatch(manager: EntityManager): Promise<number> {
    const rows = await manager.getRepository(FeedbackEntity).find({
      ...{ where: IN_CLEAR, order: { id: 'ASC' }, take: BATCH },
      // Another worker's batch is its own.
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
    for (const { id, comment, givenByName } of rows) {
      const sealed = await this.seals.close(manager, id, { comment, givenByName, salt: null });
      await manager.update(FeedbackEntity, { id }, sealed);
    }
    if (rows.length > 0)
      await this.log.append(
        [{ kind: 'vault.feedback_sealed', actor: 'system', subject: { feedback: rows.length } }],
        manager,
      );
    return rows.length;
  }
}
