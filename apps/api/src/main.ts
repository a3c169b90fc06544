import 'reflect-metadata';
import { loadSettings, processEnvironment } from '#config';
import { DatabaseUnavailable, prepareSchema, refuseUnfinishedRestore } from '#database';
import { migrateQueues, queueStoreOf } from '#jobs';
import { SCHEMA } from '../../../migrations/schema.js';
import { createApi } from './create-api.js';

const settings = loadSettings(processEnvironment());
refuseUnfinishedRestore(settings.dataDir);
if (!settings.databaseUrl)
  throw new DatabaseUnavailable(
    'DATABASE_URL is not set. "npm start" starts PostgreSQL and sets it; the API alone needs it.',
  );
const queues = queueStoreOf(settings.redisUrl, settings.databaseUrl);
const poolUrl = await prepareSchema(settings.databaseUrl, SCHEMA, (client) => migrateQueues(queues, client));
const api = await createApi(settings, settings.databaseUrl, poolUrl);
if (process.send) process.send({ type: 'ready', url: api.url });
else process.stdout.write(`Chancery answers at ${api.url}. Sign in once, within a day: ${await api.introduce()}\n`);

let stopping: Promise<void> | undefined;
const stop = () => (stopping ??= api.close().finally(() => process.exit(0)));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
// The supervisor is gone: nobody would ever stop this process otherwise.
process.on('disconnect', () => void stop());
