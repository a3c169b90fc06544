import { basename } from 'node:path/posix';
import { type RejectedFile, type UploadResult } from '#contracts';
import { FileUnreadable, RequestRefused } from '../client/errors.js';
import { multipartBody } from '../client/multipart.js';
import { PATIENT, retrying } from '../client/retry.js';
import type { ServiceClient } from '../client/service-client.js';
import { concurrently } from '#knowledge';
import { packBatches } from './pack-batches.js';
import type { UploadItem } from './upload-item.js';

const REQUESTS_IN_FLIGHT = 3;

/** Where files are sent. @see uploadItems */
export interface UploadTarget {
  readonly client: ServiceClient;
  readonly collection: string;
  /** Number of the matter that the documents come under; left out: of none, or the one they are under. */
  readonly matter?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Send items in batches, three requests at once; items are read only when it is their turn.
 * A request that the service is too busy for is sent again; an item that it refuses is reported and the rest goes on.
 * @param onBatch Called after each batch with what became of it.
 * @throws when the service can't be reached, or refuses the whole run (sign-in, collection).
 */
export async function uploadItems(
  target: UploadTarget,
  items: AsyncIterable<UploadItem> | Iterable<UploadItem>,
  onBatch: (result: UploadResult) => void,
): Promise<void> {
  await concurrently(packBatches(items), REQUESTS_IN_FLIGHT, async (batch) => onBatch(await sendBatch(target, batch)));
}

async function sendBatch(target: UploadTarget, batch: readonly UploadItem[]): Promise<UploadResult> {
  target.signal.throwIfAborted();
  const form = () =>
    multipartBody(
      {
        collection: target.collection,
        ...(target.matter === undefined ? {} : { matter: target.matter }),
        paths: JSON.stringify(batch.map((item) => item.path)),
        ...(batch.some((item) => item.metadata)
          ? { metadata: JSON.stringify(batch.map((item) => item.metadata)) }
          : {}),
      },
      batch.map((item) => ({ fileName: basename(item.path), sizeBytes: item.sizeBytes, chunks: () => item.chunks() })),
    );
  try {
    return await retrying(() => target.client.upload(form()), PATIENT, target.signal);
  } catch (error) {
    const failure = itemFailure(error);
    if (!failure) throw error;
    const [first] = batch;
    if (first && batch.length === 1) return rejection({ path: first.path, ...failure });
    // One item spoils the request: sent one by one, the others arrive.
    return batch.reduce(
      async (sum, item) => added(await sum, await sendBatch(target, [item])),
      Promise.resolve(NOTHING_SENT),
    );
  }
}

/** Failures that say something about an item, not about the run. */
function itemFailure(error: unknown): { code: string; message: string } | null {
  if (error instanceof FileUnreadable) return { code: error.code, message: error.message };
  const isAboutItem = error instanceof RequestRefused && [400, 413, 415, 422].includes(error.status);
  return isAboutItem ? { code: error.code, message: error.message } : null;
}

/** What results are added up from. */
export const NOTHING_SENT: UploadResult = { accepted: 0, unchanged: 0, revised: 0, rejected: [], documents: [] };

/** The result for a file that was refused here and never sent. */
export function rejection(file: RejectedFile): UploadResult {
  return { ...NOTHING_SENT, rejected: [file] };
}

/** Two upload results as one. */
export function added(one: UploadResult, other: UploadResult): UploadResult {
  return {
    accepted: one.accepted + other.accepted,
    unchanged: one.unchanged + other.unchanged,
    revised: one.revised + other.revised,
    rejected: [...one.rejected, ...other.rejected],
    documents: [...one.documents, ...other.documents],
  };
}
