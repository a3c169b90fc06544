import 'reflect-metadata';
import { loadSettings, processEnvironment } from '#config';
import { DatabaseUnavailable } from '#database';
import { createApi } from './create-api.js';

const settings = loadSettings(processEnvironment());
if (!settings.databaseUrl)
  throw new DatabaseUnavailable(
    'DATABASE_URL is not set. "npm start" starts PostgreSQL and sets it; the API alone needs it.',
  );
const api = await createApi(settings, settings.databaseUrl);
process.send?.({ type: 'ready', url: api.url });

let stopping: Promise<void> | undefined;
const stop = () => (stopping ??= api.close().finally(() => process.exit(0)));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
// The supervisor is gone: nobody would ever stop this process otherwise.
process.on('disconnect', () => void stop());
