import type { EntityManager } from 'typeorm';

/** End every session and every link that was not used, in the caller's transaction. Keys of programs stay. */
export async function endSignInsIn(manager: EntityManager): Promise<void> {
  await manager.query(`DELETE FROM credentials WHERE kind IN ('session', 'link')`);
}
