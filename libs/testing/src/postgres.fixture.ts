import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, startEmbeddedPostgres } from '#database';
import { migrateQueues } from '#jobs';
import pg from 'pg';
import { MIGRATIONS } from '../../../migrations/index.js';

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

/** Start it and bring the schema of the service and of the queues up to date. Takes a few seconds: start one a file. */
export async function startPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'chancery-postgres-'));
  // PostgreSQL's own user can enter it then, so that nothing is left outside this folder.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres(join(folder, 'postgres'), () => undefined);
  const { url } = server;
  await migrate(url, MIGRATIONS, (client) => migrateQueues({ kind: 'postgres', url }, client));
  let made = 0;
  const copyDatabase = async (template: string): Promise<string> => {
    const name = `fresh_${(made += 1)}`;
    await queryOnce(
      inDatabase(url, 'postgres'),
      `CREATE DATABASE ${name} TEMPLATE ${new URL(template).pathname.slice(1)}`,
    );
    return inDatabase(url, name);
  };
  return {
    url,
    freshDatabase: () => copyDatabase(url),
    copyDatabase,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Run one statement on a connection of its own. */
export async function queryOnce<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  parameters: unknown[] = [],
): Promise<Row[]> {
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
