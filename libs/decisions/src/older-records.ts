import { inBatches } from '#database';
import type { DataSource, EntityManager, FindOptionsWhere } from 'typeorm';
import { AnswerRecordEntity } from './answer-record.entity.js';

const BATCH = 50;

/**
 * Does something to every record that lacks it, in the order of ids and in batches as {@link inBatches} does.
 * @param lacking What a record is found by as long as it lacks it.
 * @param work On the rows of one batch, in its transaction.
 * @returns How many records were met, until there were no more or the signal said so.
 */
export function throughOlder(
  source: DataSource,
  lacking: FindOptionsWhere<AnswerRecordEntity>,
  signal: AbortSignal,
  work: (rows: readonly AnswerRecordEntity[], manager: EntityManager) => Promise<void>,
): Promise<number> {
  return inBatches(source, signal, async (manager) => {
    const rows = await manager.getRepository(AnswerRecordEntity).find({
      ...{ where: lacking, order: { id: 'ASC' }, take: BATCH },
      // Another worker's batch is its own.
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
    await work(rows, manager);
    return rows.length;
  });
}
