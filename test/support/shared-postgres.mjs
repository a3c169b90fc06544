/**
 * One PostgreSQL for all files of the medium tier, each of which makes databases of its own in it: preparing a cluster takes
 * longer than most of these files do. It need not outlive the run, so it does not wait for the disk.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../dist/libs/database/src/index.js';
import { openRunFolder } from './run-folder.mjs';
import { withoutSync } from './without-sync.mjs';

/** Called by Jest before the tier; test files find the server by the variable. */
export default async function start() {
  openRunFolder();
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
