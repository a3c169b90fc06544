import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { readLeaf } from '#contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { type LoggedAccess, nothingLogged } from './access-state.js';
import { readTables } from './access-tables.js';
import { compareAccess } from './compare-access.js';
import { KINDS_OF_ACCESS, followEntry } from './follow-entry.js';

const BATCH = 5_000;

/**
 * Holds who may see what against the log: roles, suspensions, owners of service accounts, memberships, grants and walls. Whoever
 * writes these tables enters it into the log in the same transaction, so the log, replayed from its first entry, gives them again.
 */
@Injectable()
export class AccessCheck {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * What does not fit, one sentence each; at most a hundred.
   * @throws AbortError once the signal says so.
   */
  async problems(signal: AbortSignal): Promise<string[]> {
    return this.source.transaction('REPEATABLE READ', async (manager) =>
      compareAccess(await replay(manager, signal), await readTables(manager)),
    );
  }
}

/** An entry that somebody made unreadable is for the check of entries to tell. */
async function replay(manager: EntityManager, signal: AbortSignal): Promise<LoggedAccess> {
  const access = nothingLogged();
  for (let after = -1; ;) {
    signal.throwIfAborted();
    const rows = await manager.query<{ index: string; leaf: string }[]>(
      `SELECT "index", leaf FROM log_entries WHERE kind = ANY($1::text[]) AND "index" > $2 ORDER BY "index" LIMIT ${BATCH}`,
      [KINDS_OF_ACCESS, after],
    );
    for (const { leaf } of rows) {
      const said = readLeaf(leaf);
      if (said) followEntry(access, said);
    }
    if (rows.length < BATCH) return access;
    after = Number(rows.at(-1)!.index);
  }
}
