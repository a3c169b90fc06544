import type { EntityManager } from 'typeorm';

/** Have the index of decisions made anew, as after its tables were lost, in the caller's transaction. */
export async function forgetIndexedDecisionsIn(manager: EntityManager): Promise<void> {
  await manager.query(`DELETE FROM decision_index_states`);
}
