import type { EntityManager } from 'typeorm';

const PEOPLE_LOCK = 4_210_009;

/**
 * Changes of people wait for one another until the caller's transaction ends, on every replica: so that two can't take the last two
 * administrators, and two can't make the first one.
 */
export async function holdPeople(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [PEOPLE_LOCK]);
}
