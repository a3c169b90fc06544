import { DataSource, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { AnswerRecordEntity } from './answer-record.entity.js';

const BATCH = 50;

/**
 * Does something to every record that lacks it, a batch at a time in the order of ids. A batch is done whole or not at all, and side by
 * side each worker has batches of its own.
 * @param lacking What a record is found by as long as it lacks it.
 * @param work On the rows of one batch, in its transaction; a record that is left lacking would be met again at once.
 * @returns How many records were met, until there were no more or the signal said so.
 */
export async function throughOlder(
  source: DataSource,
  lacking: FindOptionsWhere<AnswerRecordEntity>,
  signal: AbortSignal,
  work: (rows: readonly AnswerRecordEntity[], manager: EntityManager) => Promise<void>,
): Promise<number> {
  let met = 0;
  for (let batch = BATCH; batch === BATCH && !signal.aborted; met += batch)
    batch = await source.transaction(async (manager) => {
      const rows = await manager.getRepository(AnswerRecordEntity).find({
        ...{ where: lacking, order: { id: 'ASC' }, take: BATCH },
        // Another worker's batch is its own.
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      await work(rows, manager);
      return rows.length;
    });
  return met;
}
