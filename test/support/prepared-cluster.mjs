/**
 * A PostgreSQL cluster with the service's schema and nothing in it, for the services of a tier: each starts on a copy of its
 * own. Making one takes each of them longer than starting does; what the first start of all does is tried where `startUp` is
 * used, and by the kill tier. Nothing has to outlive the machine here, so these clusters do not wait for the disk.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareSchema, startEmbeddedPostgres } from '../../dist/libs/database/src/index.js';
import { migrateQueues } from '../../dist/libs/jobs/src/index.js';
import { SCHEMA } from '../../dist/migrations/schema.js';
import { openRunFolder } from './run-folder.mjs';
import { withoutSync } from './without-sync.mjs';

/** Called by Jest before the tier; `startService` of `#testing` finds the cluster by the variable. */
export default async function prepare() {
  // Several tiers of a run share it.
  if (globalThis.endPreparedCluster) return;
  openRunFolder();
  const folder = await mkdtemp(join(tmpdir(), 'chancery-cluster-'));
  await chmod(folder, 0o755);
  const place = join(folder, 'postgres');
  const server = await startEmbeddedPostgres(place, () => undefined);
  try {
    await prepareSchema(server.url, SCHEMA, (client) => migrateQueues({ kind: 'postgres', url: server.url }, client));
    await withoutSync(server.url);
  } finally {
    await server.stop();
  }
  // Where PostgreSQL's own user can't enter, the cluster is elsewhere, and a copy of this folder would only point to it.
  if (server.folder === place) process.env.CHANCERY_TEST_CLUSTER = place;
  globalThis.endPreparedCluster = () => rm(folder, { recursive: true, force: true });
}
