import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectRoot } from '#config';
import type { ServiceClient } from '../client/service-client.js';
import { ensureCollection } from '../ingest/ensure-collection.js';
import { fileItem } from '../ingest/upload-item.js';
import { NOTHING_SENT, added, uploadItems } from '../ingest/upload-items.js';
import { waitForDocuments } from '../ingest/wait-for-documents.js';

/** An ordinary collection: whoever does not want it removes it. */
export const SAMPLE_COLLECTION = 'Samples';

/**
 * Put the sample library in, through the same upload as anybody's files: first the older revisions of its policies, then
 * what holds now, so that two revisions of each exist.
 * @returns How many documents it has.
 */
export async function loadSamples(client: ServiceClient, signal: AbortSignal): Promise<number> {
  const target = { client, collection: SAMPLE_COLLECTION, signal };
  await ensureCollection(client, SAMPLE_COLLECTION);
  let sent = NOTHING_SENT;
  for (const layer of ['revisions', 'documents']) {
    const folder = join(projectRoot(), 'samples', layer);
    await uploadItems(target, itemsIn(folder), (result) => (sent = added(sent, result)));
  }
  const ids = new Set(sent.documents.map((document) => document.documentId));
  await waitForDocuments(target, ids, { onPending: () => undefined, onStandstill: () => undefined });
  return ids.size;
}

function itemsIn(folder: string) {
  if (!existsSync(folder)) return [];
  const locations = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const files = locations.filter((location) => statSync(location).isFile()).sort();
  return files.map((location) =>
    fileItem(location, relative(folder, location).split(sep).join('/'), statSync(location).size),
  );
}
