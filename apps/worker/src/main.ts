import 'reflect-metadata';
import { loadSettings, processEnvironment } from '#config';
import { DatabaseUnavailable, prepareSchema, refuseUnfinishedRestore } from '#database';
import { migrateQueues, queueStoreOf } from '#jobs';
import { SCHEMA } from '../../../migrations/schema.js';
import { runWorker } from './run-worker.js';

const settings = loadSettings(processEnvironment());
refuseUnfinishedRestore(settings.dataDir);
if (!settings.databaseUrl)
  throw new DatabaseUnavailable(
    'DATABASE_URL is not set. "npm start" starts PostgreSQL and sets it; the worker alone needs it.',
  );
const queues = queueStoreOf(settings.redisUrl, settings.databaseUrl);
const poolUrl = await prepareSchema(settings.databaseUrl, SCHEMA, (client) => migrateQueues(queues, client));
const worker = await runWorker(settings, { databaseUrl: settings.databaseUrl, poolUrl }, (error) => {
  process.stderr.write(
    `${JSON.stringify({ level: 'error', message: `The writer's lease is lost (${error.message}); ending.` })}\n`,
  );
  process.exit(1);
});
process.send?.({ type: 'ready' });

let stopping: Promise<void> | undefined;
const stop = () => (stopping ??= worker.stop().finally(() => process.exit(0)));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
process.on('disconnect', () => void stop());
