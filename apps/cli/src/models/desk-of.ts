import { join } from 'node:path';
import { projectRoot } from '#config';
import { ModelStore } from '#models';
import { DEFAULT_URL, localServiceUrl } from '../client/connection.js';
import { ServiceUnreachable } from '../client/errors.js';
import type { Run } from '../run.js';
import { LocalDesk } from './local-desk.js';
import type { ModelDesk } from './model-desk.js';
import { ServiceDesk } from './service-desk.js';

/** The service that was named, or the data folder's own while it runs; otherwise the store in the data folder itself. */
export async function deskOf(run: Run): Promise<ModelDesk> {
  const { url, token, dataDir } = run.connection;
  const own = localServiceUrl(dataDir);
  if (own === null && token === null && url === DEFAULT_URL) return localDesk(run);
  try {
    await run.client.status();
    return new ServiceDesk(run);
  } catch (error) {
    if (error instanceof ServiceUnreachable && own === url) return localDesk(run);
    throw error;
  }
}

function localDesk({ connection, signal }: Run): ModelDesk {
  const folders = { shippedDir: join(projectRoot(), 'models'), dataDir: join(connection.dataDir, 'models') };
  return new LocalDesk(new ModelStore(folders, undefined, connection.privateHosts), signal);
}
