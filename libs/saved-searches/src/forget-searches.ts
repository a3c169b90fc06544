import type { EntityManager } from 'typeorm';

/** Forget what somebody looked for and was told of, in the caller's transaction. */
export async function forgetSearches(manager: EntityManager, ownerId: string): Promise<void> {
  await manager.query(
    `DELETE FROM search_alerts WHERE search_id IN (SELECT id FROM saved_searches WHERE owner_id = $1)`,
    [ownerId],
  );
  await manager.query(`DELETE FROM saved_searches WHERE owner_id = $1`, [ownerId]);
}
