import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { readLeaf } from '#contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { type FoundHold, type LoggedHolds, followHold, holdProblems } from './holds-in-log.js';

/** Holds legal holds against the log: which were placed on what, which were lifted, and by whom. */
@Injectable()
export class HoldCheck {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** What does not fit, one sentence each. */
  async problems(): Promise<string[]> {
    return this.source.transaction('REPEATABLE READ', async (manager) =>
      holdProblems(await inLog(manager), await inTable(manager)),
    );
  }
}

/** An entry that somebody made unreadable is for the check of entries to tell. */
async function inLog(manager: EntityManager): Promise<LoggedHolds> {
  const rows = await manager.query<{ leaf: string }[]>(
    `SELECT leaf FROM log_entries WHERE kind IN ('hold.placed', 'hold.lifted') ORDER BY "index"`,
  );
  const holds: LoggedHolds = new Map();
  for (const { leaf } of rows) {
    const said = readLeaf(leaf);
    if (said) followHold(holds, said);
  }
  return holds;
}

const inTable = (manager: EntityManager): Promise<FoundHold[]> =>
  manager.query(
    `SELECT id, kind, object, logged_object AS "loggedObject", placed_by AS "placedBy", lifted_by AS "liftedBy", lifted_at AS "liftedAt"
     FROM legal_holds ORDER BY placed_at, id`,
  );
