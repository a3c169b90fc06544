import type { EntityManager } from 'typeorm';
import { tableNameFor } from './table-name.js';

/** The index that serves, as one view of the database shows it. */
export interface LiveGeneration {
  readonly generation: string;
  readonly table: string;
  readonly dimensions: number;
}

/** Null before the first index is live. @param manager Whose view of the database counts. */
export async function liveGenerationIn(manager: EntityManager): Promise<LiveGeneration | null> {
  const [live] = await manager.query<{ id: string; dimensions: number }[]>(
    `SELECT id, dimensions FROM index_generations WHERE state = 'live'`,
  );
  return live ? { generation: live.id, table: tableNameFor(live.id), dimensions: live.dimensions } : null;
}

/** Forget every generation but the one that serves: after a restoration the tables of others are not there. */
export async function keepOnlyLiveIn(manager: EntityManager): Promise<void> {
  await manager.query(`DELETE FROM index_generations WHERE state <> 'live'`);
}
