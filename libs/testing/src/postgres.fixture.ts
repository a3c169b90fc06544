import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';

/** A real PostgreSQL for one test file, in a temporary folder. */
export interface TestPostgres {
  /** A migrated, empty database of the file's own. */
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
  await makeTemplate(server);
  return {
    url: await create(TEMPLATE),
    freshDatabase: () => create(TEMPLATE),
    copyDatabase: (source) => create(new URL(source).pathname.slice(1)),
    stop,
  };
}

/** Migrated once for all files that share a server, by the first that asks; the others wait for it. Nobody connects to it. */
const TEMPLATE = 'test_template';
const MAKING = 'test_template_in_the_making';

async function makeTemplate(server: string): Promise<void> {
  await withClient(inDatabase(server, 'postgres'), async (client) => {
    // Until the connection ends.
    await client.query(`SELECT pg_advisory_lock(hashtext($1))`, [TEMPLATE]);
    const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = $1`, [TEMPLATE]);
    if (rowCount !== 0) return;
    // Of a file that ended before it was done.
    await client.query(`DROP DATABASE IF EXISTS ${MAKING}`);
    await client.query(`CREATE DATABASE ${MAKING} TEMPLATE template1`);
    await bringUpToDate(inDatabase(server, MAKING));
    await client.query(`ALTER DATABASE ${MAKING} RENAME TO ${TEMPLATE}`);
  });
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
  return withClient(url, async (client) => (await client.query<Row>(sql, parameters)).rows);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
