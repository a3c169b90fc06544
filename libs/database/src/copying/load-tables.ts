import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DataSource, EntityManager } from 'typeorm';
import { type CopiedSequence, type CopiedTable, columnList, quoted, tablesIn } from './copied-table.js';

/** A table with its rows, as {@link Snapshot.copyOut} wrote them. */
export interface TableToLoad extends CopiedTable {
  readonly rows: number;
  read(): AsyncIterable<Buffer>;
}

interface Reference {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/**
 * Fill the tables of a migrated database, all of them or, after whatever goes wrong, none. What migrations put in is replaced.
 * Triggers rest meanwhile, because the rows have been through them; references between tables are taken away and made anew
 * when all rows are there, which proves each of them. Owning the tables is enough for all of it.
 * @param then The last step of the same transaction.
 */
export async function loadTables(
  source: DataSource,
  tables: readonly TableToLoad[],
  sequences: readonly CopiedSequence[],
  then: (manager: EntityManager) => Promise<void>,
): Promise<void> {
  const runner = source.createQueryRunner();
  const client = (await runner.connect()) as pg.Client;
  try {
    await runner.startTransaction();
    const { manager } = runner;
    const own = await tablesIn(manager);
    const references = await takeReferences(manager);
    for (const { name } of own) await manager.query(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`);
    for (const { name } of own) await manager.query(`DELETE FROM ${quoted(name)}`);
    for (const table of tables) await load(client, table);
    for (const { table, name, definition } of references)
      await manager.query(`ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`);
    for (const { name } of own) await manager.query(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`);
    for (const { name, value } of sequences)
      if (value !== null) await manager.query(`SELECT setval($1::regclass, $2::bigint)`, [quoted(name), value]);
    await then(manager);
    await runner.commitTransaction();
  } catch (error) {
    // With its connection the transaction ends; in the middle of a copy nothing else can be said on it.
    await client.end().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

async function load(client: pg.Client, table: TableToLoad): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${quoted(table.name)} (${columnList(table)}) FROM STDIN`));
  await pipeline(table.read(), stream);
  if (stream.rowCount !== table.rows)
    throw new Error(`${table.name}: ${stream.rowCount} rows were read where ${table.rows} were written`);
}

async function takeReferences(manager: EntityManager): Promise<Reference[]> {
  const references = await manager.query<Reference[]>(
    `SELECT c.relname AS "table", k.conname AS name, pg_get_constraintdef(k.oid) AS definition
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace ORDER BY 1, 2`,
  );
  for (const { table, name } of references)
    await manager.query(`ALTER TABLE ${quoted(table)} DROP CONSTRAINT ${quoted(name)}`);
  return references;
}
