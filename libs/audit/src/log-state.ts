import type { EntityManager } from 'typeorm';
import type { AuditLog, Checkpoint } from './audit-log.js';

/** The log as one view of the database shows it, with what was signed of it by then. */
export interface LogState extends Checkpoint {
  /** The log's name, which its checkpoints carry; null before its first key. */
  readonly origin: string | null;
  /** The newest signed checkpoint, as a note; null before the first. */
  readonly note: string | null;
  /** Public keys that ever signed, oldest first. */
  readonly keys: readonly string[];
}

/**
 * The log as a transaction sees it: its head, its keys from the first on, and the newest note for no more entries than
 * that. Origin and note are null before the first.
 */
export async function logStateIn(log: AuditLog, manager: EntityManager): Promise<LogState> {
  const head = await log.checkpoint(manager);
  const keys = await manager.query<{ vkey: string; origin: string }[]>(
    `SELECT vkey, origin FROM log_keys ORDER BY ordinal`,
  );
  const [newest] = await manager.query<{ note: string }[]>(
    `SELECT note FROM log_checkpoints WHERE size <= $1 ORDER BY size DESC LIMIT 1`,
    [head.size],
  );
  return {
    ...head,
    origin: keys.at(-1)?.origin ?? null,
    note: newest?.note ?? null,
    keys: keys.map(({ vkey }) => vkey),
  };
}

/** Whether a database has a log with an entry: then it is somebody's. It need not have any tables. */
export async function hasLogIn(manager: EntityManager): Promise<boolean> {
  const [found] = await manager.query<{ log: string | null }[]>(`SELECT to_regclass('log_entries')::text AS log`);
  if (!found?.log) return false;
  return (await manager.query<unknown[]>('SELECT 1 FROM log_entries LIMIT 1')).length > 0;
}
