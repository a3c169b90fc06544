import type { EntityManager } from 'typeorm';

/** Forget golden questions whose words have to go, in the caller's transaction. */
export async function forgetGoldenQuestions(manager: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await manager.query(`DELETE FROM golden_questions WHERE id = ANY($1::uuid[])`, [ids]);
}
