import type { RejectedFile, UploadResult } from '#contracts';
import { FileUnreadable } from '../client/errors.js';
import { PATIENT, retrying } from '../client/retry.js';
import type { StartProgress } from '../output/progress.js';
import { type FoundFile, collectFiles } from './collect-files.js';
import { concurrently } from '#knowledge';
import { ensureCollection } from './ensure-collection.js';
import { type UploadItem, fileItem, hashFile } from './upload-item.js';
import { NOTHING_SENT, type UploadTarget, added, rejection, uploadItems } from './upload-items.js';
import { cameOutOf, everyDocument, ownPending, waitForDocuments } from './wait-for-documents.js';

const CHECK_FILES = 500;
const HASHES_AT_ONCE = 2;
const LONGEST_PATH = 1_000;

/** What `ingest` reports; the shape of its `--json`. */
export interface IngestReport {
  readonly accepted: number;
  readonly unchanged: number;
  readonly revised: number;
  readonly rejected: readonly RejectedFile[];
  /** Files of this run whose newest revision is live. */
  readonly live: number;
  /** Files of this run that failed, and what came out of them and failed. */
  readonly failed: readonly RejectedFile[];
}

/** How `ingest` goes on, and whom it tells. */
export interface IngestOptions {
  readonly wait: boolean;
  readonly progress: StartProgress;
  readonly notice: (text: string) => void;
}

/**
 * Bring files and folders into a collection: only what it does not hold already is sent.
 * With `wait` it returns when each of its documents is live or failed, otherwise when all are uploaded.
 */
export async function ingestFiles(
  target: UploadTarget,
  given: readonly string[],
  { wait, progress, notice }: IngestOptions,
): Promise<IngestReport> {
  await ensureCollection(target.client, target.collection);
  const { files, rejected } = survey(given, notice);
  const sent = await sendChanged(target, files, progress);
  const ids = new Set(sent.documents.map((document) => document.documentId));
  const paths = new Set(sent.documents.map((document) => document.path));
  if (wait) await waitWithProgress(target, ids, paths, progress, notice);
  const refused = new Set(sent.rejected.map((file) => file.path));
  const taken = new Set(files.map((file) => file.path).filter((path) => !refused.has(path)));
  const failed = await failuresAmong(target, taken, ids);
  const pending = wait || ids.size === 0 ? 0 : await ownPending(target, ids, new Set());
  const { accepted, unchanged, revised } = sent;
  return {
    accepted,
    unchanged,
    revised,
    rejected: [...rejected, ...sent.rejected].sort(byPath),
    live: Math.max(0, taken.size - failed.filter(({ path }) => taken.has(path)).length - pending),
    failed,
  };
}

function survey(
  given: readonly string[],
  notice: (text: string) => void,
): { files: FoundFile[]; rejected: RejectedFile[] } {
  const files: FoundFile[] = [];
  const rejected: RejectedFile[] = [];
  const skipped = new Map<string, string[]>();
  for (const found of collectFiles(given)) {
    if (found.kind === 'file' && found.path.length <= LONGEST_PATH) files.push(found);
    else if (found.kind === 'file') rejected.push(pathTooLong(found));
    else if (found.kind === 'rejected') rejected.push({ path: found.path, code: found.code, message: found.message });
    else skipped.set(found.reason, [...(skipped.get(found.reason) ?? []), found.path]);
  }
  for (const [reason, paths] of skipped) notice(`Skipped (${reason}): ${summaryOf(paths)}`);
  return { files, rejected };
}

function pathTooLong({ path }: FoundFile): RejectedFile {
  const message = `Its path has ${path.length} characters; a document's path may have ${LONGEST_PATH}. Ingest it from nearer.`;
  return { path, code: 'file.path_too_long', message };
}

function summaryOf(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).join(', ');
  return paths.length > 3 ? `${shown} and ${paths.length - 3} more` : shown;
}

async function sendChanged(
  target: UploadTarget,
  files: readonly FoundFile[],
  progress: StartProgress,
): Promise<UploadResult> {
  const shown = progress('Uploading', files.length);
  let sum = NOTHING_SENT;
  const note = (result: UploadResult) => {
    sum = added(sum, result);
    shown.advanceTo(sum.accepted + sum.unchanged + sum.revised + sum.rejected.length);
  };
  try {
    await uploadItems(target, changedFiles(target, files, note), note);
  } finally {
    shown.end();
  }
  return sum;
}

/** The files that the collection lacks or holds differently; `note` hears of the others. */
async function* changedFiles(
  target: UploadTarget,
  files: readonly FoundFile[],
  note: (result: UploadResult) => void,
): AsyncGenerator<UploadItem> {
  for (let start = 0; start < files.length; start += CHECK_FILES) {
    target.signal.throwIfAborted();
    const group = files.slice(start, start + CHECK_FILES);
    const hashes = await hashesOf(group, note);
    const held = new Set(await unchangedAmong(target, hashes));
    note({ ...NOTHING_SENT, unchanged: held.size });
    for (const { location, path, sizeBytes } of group) {
      if (hashes.has(path) && !held.has(path)) yield fileItem(location, path, sizeBytes);
    }
  }
}

async function hashesOf(
  group: readonly FoundFile[],
  note: (result: UploadResult) => void,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  await concurrently(group, HASHES_AT_ONCE, async ({ location, path }) => {
    try {
      hashes.set(path, await hashFile(location, path));
    } catch (error) {
      if (!(error instanceof FileUnreadable)) throw error;
      note(rejection({ path, code: error.code, message: error.message }));
    }
  });
  return hashes;
}

async function unchangedAmong(target: UploadTarget, hashes: ReadonlyMap<string, string>): Promise<string[]> {
  if (hashes.size === 0) return [];
  const files = [...hashes].map(([path, sha256]) => ({ path, sha256 }));
  return retrying(() => target.client.checkFiles({ collection: target.collection, files }), PATIENT, target.signal);
}

async function waitWithProgress(
  target: UploadTarget,
  ids: ReadonlySet<string>,
  paths: ReadonlySet<string>,
  progress: StartProgress,
  notice: (text: string) => void,
): Promise<void> {
  if (ids.size === 0) return;
  const shown = progress('Processing', ids.size);
  try {
    const waiting = {
      onPending: (pending: number) => shown.advanceTo(Math.max(0, ids.size - pending)),
      onStandstill: () => notice('Nothing has moved for a minute; `chancery status` shows the queues.'),
    };
    await waitForDocuments(target, ids, waiting, paths);
  } finally {
    shown.end();
  }
}

/** Failed documents that this run sent, that stand where one of its unchanged files does, or that came out of these. */
async function failuresAmong(
  target: UploadTarget,
  paths: ReadonlySet<string>,
  ids: ReadonlySet<string>,
): Promise<RejectedFile[]> {
  const failed: RejectedFile[] = [];
  for await (const document of everyDocument(target, 'failed')) {
    if (!ids.has(document.id) && !paths.has(document.path) && !cameOutOf(document, paths)) continue;
    const { code, message } = document.latest.failure ?? {
      code: 'document.failed',
      message: 'No reason was recorded.',
    };
    failed.push({ path: document.path, code, message });
  }
  return failed.sort(byPath);
}

function byPath(a: RejectedFile, b: RejectedFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
