import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentView } from '#contracts';
import { PATIENT, retrying } from '../client/retry.js';
import type { DocumentFilter } from '../client/service-client.js';
import type { UploadTarget } from './upload-items.js';

const PAGE = 500;
const SHORTEST_POLL_MS = 250;
const LONGEST_POLL_MS = 1_000;
/** Others may keep the collection busy; this often it is checked whose documents are pending. */
const LOOK_CLOSER_MS = 10_000;
const STANDSTILL_MS = 60_000;

/** Told while documents are waited for. */
export interface Waiting {
  /** How many of the documents are not yet live or failed. */
  onPending(pending: number): void;
  /** Nothing has changed for a minute. */
  onStandstill(): void;
}

/**
 * Wait until none of these documents, and nothing that came out of them, is pending in the collection.
 * @param paths Their places, by which what came out of them is known.
 * @throws when the service stays away, or the person stops the wait.
 */
export async function waitForDocuments(
  target: UploadTarget,
  ids: ReadonlySet<string>,
  waiting: Waiting,
  paths: ReadonlySet<string> = new Set(),
): Promise<void> {
  let pending = ids.size;
  let changedAt = Date.now();
  let lookedAt = 0;
  for (let pollMs = SHORTEST_POLL_MS; pending > 0; pollMs = Math.min(LONGEST_POLL_MS, pollMs * 2)) {
    const total = await countOf(target, 'pending');
    const isCloseLook = total > 0 && (total <= PAGE || Date.now() - lookedAt >= LOOK_CLOSER_MS);
    if (isCloseLook) lookedAt = Date.now();
    const now = isCloseLook ? await ownPending(target, ids, paths) : Math.min(pending, total);
    if (now !== pending) changedAt = Date.now();
    pending = now;
    waiting.onPending(pending);
    if (pending === 0) return;
    if (Date.now() - changedAt >= STANDSTILL_MS) {
      waiting.onStandstill();
      changedAt = Date.now();
    }
    await sleep(pollMs, undefined, { signal: target.signal });
  }
}

/** How many of these documents, and of what came out of the files at these paths, are pending now. */
export async function ownPending(
  target: UploadTarget,
  ids: ReadonlySet<string>,
  paths: ReadonlySet<string>,
): Promise<number> {
  let pending = 0;
  for await (const document of everyDocument(target, 'pending'))
    if (ids.has(document.id) || cameOutOf(document, paths)) pending++;
  return pending;
}

/** Whether a document came out of a file at one of these paths, at any depth. */
export function cameOutOf({ parentId, path }: DocumentView, paths: ReadonlySet<string>): boolean {
  if (parentId === null) return false;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
    if (paths.has(path.slice(0, end))) return true;
  return false;
}

/** How many documents of the collection are in a state. */
export async function countOf(target: UploadTarget, state: DocumentFilter['state']): Promise<number> {
  const { collection, client, signal } = target;
  return (await retrying(() => client.documents({ collection, state, limit: 1 }), PATIENT, signal)).total;
}

/** The collection's documents in a state, newest first, page by page. */
export async function* everyDocument(
  target: UploadTarget,
  state: DocumentFilter['state'],
): AsyncGenerator<DocumentView> {
  const { collection, client, signal } = target;
  for (let offset = 0; ; offset += PAGE) {
    const page = await retrying(() => client.documents({ collection, state, offset, limit: PAGE }), PATIENT, signal);
    yield* page.documents;
    if (page.documents.length < PAGE) return;
  }
}
