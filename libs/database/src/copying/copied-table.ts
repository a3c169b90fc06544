import type { EntityManager } from 'typeorm';

/** A table as a copy of the database holds it. */
export interface CopiedTable {
  readonly name: string;
  /** In the order in which the copy has them; computed columns are left out. */
  readonly columns: readonly string[];
}

/** A counter and the last number that it gave; null: it never gave one. */
export interface CopiedSequence {
  readonly name: string;
  readonly value: string | null;
}

/** TypeORM's own list of what was migrated: a restored database writes it while its tables are made. */
const MIGRATIONS_TABLE = 'migrations';

/** Every table of the service's schema by name, without the list of migrations. Queues have a schema of their own. */
export async function tablesIn(manager: EntityManager): Promise<CopiedTable[]> {
  return manager.query(
    `SELECT c.relname AS name, ARRAY(SELECT a.attname::text FROM pg_attribute a
       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns
     FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> $1 ORDER BY c.relname`,
    [MIGRATIONS_TABLE],
  );
}

/** Counters are no part of a snapshot: read after the tables, they are never behind them. */
export async function sequencesIn(manager: EntityManager): Promise<CopiedSequence[]> {
  return manager.query(
    `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
     WHERE schemaname = current_schema() AND sequencename <> $1 ORDER BY sequencename`,
    [`${MIGRATIONS_TABLE}_id_seq`],
  );
}

/** Names of the migrations that a database has been through, oldest first; none for an empty one. */
export async function migrationsIn(manager: EntityManager): Promise<string[]> {
  const [found] = await manager.query<{ table: string | null }[]>(`SELECT to_regclass($1)::text AS "table"`, [
    MIGRATIONS_TABLE,
  ]);
  if (!found?.table) return [];
  const rows = await manager.query<{ name: string }[]>(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id`);
  return rows.map(({ name }) => name);
}

/** As SQL takes a name, whatever is in it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Quoted, in the order in which rows are copied out; putting them back needs the same order. */
export const columnList = ({ columns }: CopiedTable): string => columns.map(quoted).join(', ');
