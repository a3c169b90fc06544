/**
 * One PostgreSQL for all files of the medium tier, each of which makes databases of its own in it: preparing a cluster takes
 * longer than most of these files do. It need not outlive the run, so it does not wait for the disk.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/libs/database/src/index.js';

/** Called by Jest before the tier; test files find the server by the variable. */
export default async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'chancery-postgres-'));
  // PostgreSQL's own user can enter it then, so that nothing is left outside this folder.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres(join(folder, 'postgres'), () => undefined);
  await withoutSync(server.url);
  process.env.CHANCERY_TEST_POSTGRES = server.url;
  globalThis.endSharedPostgres = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function withoutSync(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('ALTER SYSTEM SET fsync = off');
  await client.query('ALTER SYSTEM SET full_page_writes = off');
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}
