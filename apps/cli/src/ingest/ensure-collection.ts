import { RequestRefused } from '../client/errors.js';
import type { ServiceClient } from '../client/service-client.js';

/** Make sure that a collection of this name (or id) exists; `ingest` into a new name creates it. */
export async function ensureCollection(client: ServiceClient, nameOrId: string): Promise<void> {
  const known = await client.collections();
  if (known.some(({ id, name }) => id === nameOrId || name === nameOrId)) return;
  try {
    await client.createCollection({ name: nameOrId, kind: 'library' });
  } catch (error) {
    // Somebody created it meanwhile, or it is one that the list leaves out: either way it is there.
    if (!(error instanceof RequestRefused && error.status === 409)) throw error;
  }
}
