import type { MigrationInterface } from 'typeorm';
import { DataSource } from 'typeorm';
import pg from 'pg';
import { migrationsIn } from './copying/copied-table.js';
import { DatabaseNewer, DatabaseUnavailable } from './errors.js';

/** A migration's class; TypeORM makes one of each. */
export type Migration = new () => MigrationInterface;

/** Any fixed number will do, as long as nobody else uses it on the same database. */
const MIGRATION_LOCK = 4_210_001;

/**
 * Bring the schema up to date. Processes that start together take turns (advisory lock); all migrations of one call
 * land together or not at all.
 * @param also More that must happen under the same lock, for example the queue's own schema.
 * @returns Names of the migrations that ran.
 * @throws DatabaseNewer, before anything is changed, where a later version has been at work; DatabaseUnavailable
 */
export async function migrate(
  url: string,
  migrations: readonly Migration[],
  also?: (client: pg.Client) => Promise<void>,
): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await lock.connect();
  } catch (cause) {
    throw new DatabaseUnavailable('PostgreSQL does not answer. Check DATABASE_URL and that the server runs.', {
      cause,
    });
  }
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const source = await new DataSource({
      type: 'postgres',
      url,
      migrations: [...migrations],
      poolSize: 2,
    }).initialize();
    try {
      await refuseNewer(source);
      const ran = await source.runMigrations({ transaction: 'all' });
      await also?.(lock);
      return ran.map((migration) => migration.name);
    } finally {
      await source.destroy();
    }
  } finally {
    await lock.end();
  }
}

/** This version would write what a later one no longer reads, without anybody noticing. */
async function refuseNewer(source: DataSource): Promise<void> {
  const known = new Set(source.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const later = (await migrationsIn(source.manager)).filter((name) => !known.has(name));
  if (later.length > 0) throw new DatabaseNewer(later.at(-1)!);
}
