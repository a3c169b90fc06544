import { randomBytes } from 'node:crypto';
import { failureOf } from '#knowledge';
import { textItem } from '../ingest/upload-item.js';
import { NOTHING_SENT, type UploadTarget, added, uploadItems } from '../ingest/upload-items.js';
import { countOf, waitForDocuments } from '../ingest/wait-for-documents.js';
import type { Run } from '../run.js';
import type { CorpusDocument } from './beir-set.js';
import { uploadMetadata, uploadText } from './scratch-metadata.js';

/** A corpus in the service, ready to be searched. */
export interface IngestedCorpus {
  readonly collection: string;
  /** Corpus id by document id. */
  readonly corpusIds: ReadonlyMap<string, string>;
  readonly rejected: number;
  readonly failed: number;
  /** From the first upload until everything was live or failed. */
  readonly ingestS: number;
}

/**
 * Put a corpus through the ordinary upload into a scratch collection, use it, and remove it whatever happens,
 * Ctrl-C included.
 * @param keep Leave the collection in place and say its name.
 */
export async function withScratchCorpus<Result>(
  run: Run,
  corpus: readonly CorpusDocument[],
  keep: boolean,
  use: (ingested: IngestedCorpus) => Promise<Result>,
): Promise<Result> {
  const name = `eval-${Date.now().toString(36)}-${randomBytes(4).toString('hex')}`;
  const { id } = await run.client.createCollection({ name, kind: 'scratch' });
  try {
    return await use(await ingestCorpus(run, name, corpus));
  } finally {
    if (keep) run.notice(`The scratch collection "${name}" (${id}) was kept.`);
    else await removeCollection(run, id, name);
  }
}

/** A failure to clean up must not hide why the run ended. */
async function removeCollection(run: Run, id: string, name: string): Promise<void> {
  const client = run.cleanupClient();
  try {
    await client.removeCollection(id);
  } catch (error) {
    run.notice(`The scratch collection "${name}" (${id}) could not be removed: ${failureOf(error).message}`);
  } finally {
    client.close();
  }
}

async function ingestCorpus(run: Run, collection: string, corpus: readonly CorpusDocument[]): Promise<IngestedCorpus> {
  const target: UploadTarget = { client: run.client, collection, signal: run.signal };
  const started = performance.now();
  const sent = await uploadCorpus(run, target, corpus);
  const ids = new Set(sent.documents.map((document) => document.documentId));
  const processing = run.progress('Processing', ids.size);
  await waitForDocuments(target, ids, {
    onPending: (pending) => processing.advanceTo(ids.size - pending),
    onStandstill: () => run.notice('Nothing has moved for a minute; `chancery status` shows the queues.'),
  }).finally(() => processing.end());
  const ingestS = (performance.now() - started) / 1000;
  const corpusIds = new Map(sent.documents.map((document) => [document.documentId, corpusIdOf(corpus, document.path)]));
  return { collection, corpusIds, rejected: sent.rejected.length, failed: await countOf(target, 'failed'), ingestS };
}

async function uploadCorpus(run: Run, target: UploadTarget, corpus: readonly CorpusDocument[]) {
  const uploading = run.progress('Uploading', corpus.length);
  let sum = NOTHING_SENT;
  try {
    await uploadItems(target, itemsOf(corpus), (result) => {
      sum = added(sum, result);
      uploading.advanceTo(sum.documents.length + sum.rejected.length);
    });
  } finally {
    uploading.end();
  }
  for (const { path, message } of sum.rejected.slice(0, 5))
    run.notice(`Rejected: ${corpusIdOf(corpus, path)}: ${message}`);
  return sum;
}

function* itemsOf(corpus: readonly CorpusDocument[]) {
  for (const [ordinal, document] of corpus.entries()) {
    yield textItem(`${ordinal}.txt`, uploadText(document), uploadMetadata(document));
  }
}

function corpusIdOf(corpus: readonly CorpusDocument[], path: string): string {
  return corpus[Number.parseInt(path, 10)]?.id ?? path;
}
