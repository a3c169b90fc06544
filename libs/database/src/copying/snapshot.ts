import type { Readable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { DataSource, EntityManager } from 'typeorm';
import { type CopiedTable, columnList, quoted } from './copied-table.js';

/** One unchanging view of the whole database, whatever is written meanwhile. */
export class Snapshot {
  constructor(
    readonly manager: EntityManager,
    private readonly client: pg.Client,
  ) {}

  /**
   * All rows of a table as PostgreSQL's COPY writes them (text format), one table at a time.
   * @returns The bytes, and how many rows they were once all of them were read.
   */
  copyOut(table: CopiedTable): { readonly bytes: Readable; rows(): number } {
    const stream = this.client.query(copyTo(`COPY ${quoted(table.name)} (${columnList(table)}) TO STDOUT`));
    return { bytes: stream, rows: () => stream.rowCount ?? 0 };
  }
}

/** Look at the database as it is at this moment, for as long as the work takes. Nothing can be written within it. */
export async function withSnapshot<T>(source: DataSource, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  const client = (await runner.connect()) as pg.Client;
  try {
    await runner.startTransaction('REPEATABLE READ');
    await runner.query('SET TRANSACTION READ ONLY');
    const result = await work(new Snapshot(runner.manager, client));
    await runner.commitTransaction();
    return result;
  } catch (error) {
    // In the middle of a copy nothing else can be said on its connection, not even that it is over.
    await client.end().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
