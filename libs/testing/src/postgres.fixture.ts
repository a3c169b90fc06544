import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';

/** A real PostgreSQL for one test file, in a temporary folder. */
export interface TestPostgres {
  /** A migrated, empty database that nobody connects to: the template of the others. */
  readonly url: string;
  /** @returns The URL of one more migrated, empty database. */
  freshDatabase(): Promise<string>;
  /** @returns The URL of a copy of a database, as a restored backup would be. Nobody may be connected to it. */
  copyDatabase(url: string): Promise<string>;
  /** End the server and remove its folder. Connections that are still open are cut off. */
  stop(): Promise<void>;
}

/**
 * A PostgreSQL with the schema of the service and of the queues up to date: databases in the one that the tier shares where
 * there is one, else a server of its own, which takes a few seconds. Start one a file.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const shared = process.env['CHANCERY_TEST_POSTGRES'];
  return shared ? databasesIn(shared, () => Promise.resolve()) : startOwn();
}

async function startOwn(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'chancery-postgres-'));
  // PostgreSQL's own user can enter it then, so that nothing is left outside this folder.
  await chmod(folder, 0o755);
  const { startEmbeddedPostgres } = await import('#database');
  const server = await startEmbeddedPostgres(join(folder, 'postgres'), () => undefined);
  return databasesIn(server.url, async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
}

async function databasesIn(server: string, stop: () => Promise<void>): Promise<TestPostgres> {
  const prefix = `test_${randomUUID().slice(0, 8)}`;
  let made = 0;
  const create = async (template: string): Promise<string> => {
    const name = `${prefix}_${(made += 1)}`;
    await queryOnce(inDatabase(server, 'postgres'), `CREATE DATABASE ${name} TEMPLATE ${template}`);
    return inDatabase(server, name);
  };
  const url = await create('template1');
  await bringUpToDate(url);
  const copyDatabase = (source: string) => create(new URL(source).pathname.slice(1));
  return { url, freshDatabase: () => copyDatabase(url), copyDatabase, stop };
}

/** Loaded when wanted, as PostgreSQL's client is: most files that take something from this room need no database. */
async function bringUpToDate(url: string): Promise<void> {
  const [{ migrate }, { migrateQueues }, { MIGRATIONS }] = await Promise.all([
    import('#database'),
    import('#jobs'),
    import('../../../migrations/index.js'),
  ]);
  await migrate(url, MIGRATIONS, (client) => migrateQueues({ kind: 'postgres', url }, client));
}

/** Run one statement on a connection of its own. */
export async function queryOnce<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  parameters: unknown[] = [],
): Promise<Row[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return (await client.query<Row>(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
