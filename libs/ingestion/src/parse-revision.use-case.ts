import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '#audit';
import { JobQueues } from '#jobs';
import { KnowledgeError, failureOf } from '#knowledge';
import { BlobStore, type ParsedRevision, type RevisionRecord, RevisionRepository } from '#library';
import { CHUNK_LIMITS, chunkText } from './chunking/index.js';
import { GivenUp } from './ingestion-errors.js';
import { indexRevision } from './jobs.js';
import { ParserPool, type ParsedDocument, assembleText } from './parsing/index.js';

/** A healthy file is read once; restarts of the service may interrupt it a few times. */
const MOST_ATTEMPTS = 10;

/** Read a queued revision's file in a parser process and store its text and chunks. */
@Injectable()
export class ParseRevision {
  private readonly logger = new Logger(ParseRevision.name);

  constructor(
    private readonly revisions: RevisionRepository,
    private readonly blobs: BlobStore,
    private readonly parsers: ParserPool,
    private readonly queues: JobQueues,
    private readonly log: AuditLog,
  ) {}

  /** @throws KnowledgeError only for what may pass by itself (`retryable`); anything else fails the revision for good. */
  async run(revisionId: string): Promise<void> {
    const revision = await this.revisions.find(revisionId);
    if (!revision) return;
    if (revision.state === 'queued') {
      try {
        const attempts = await this.revisions.begin(revisionId);
        if (attempts > MOST_ATTEMPTS) throw new GivenUp(attempts - 1);
        await this.revisions.saveParsed(revisionId, await this.read(revision));
      } catch (error) {
        if (isPassing(error, revision.attempts)) throw error;
        return this.fail(revision, error);
      }
    } else if (revision.state !== 'chunked') return;
    await this.queues.add(indexRevision, [{ revisionId }]);
  }

  private async read(revision: RevisionRecord): Promise<ParsedRevision> {
    const parsed = await this.parsers.parse(await this.blobs.pathOf(revision.sha256), revision.fileName);
    return toRevision(parsed, revision);
  }

  private async fail(revision: RevisionRecord, error: unknown): Promise<void> {
    if (!(error instanceof KnowledgeError)) this.logger.error(error);
    const failure = failureOf(error);
    const failed = await this.revisions.fail(revision.id, failure);
    if (failed) await this.log.append([{ kind: 'revision.failed', actor: 'system', subject: { revision: revision.id, code: failure.code } }]);
  }
}

/** A crashed parser is given a second chance; other passing failures as many as the queue gives. */
function isPassing(error: unknown, attempts: number): boolean {
  if (!(error instanceof KnowledgeError)) return false;
  return error.retryable && !(error.code.startsWith('parse.') && attempts >= 1);
}

/** What the file says of itself completes what the sender said; the sender's word wins. */
function toRevision(parsed: ParsedDocument, revision: RevisionRecord): ParsedRevision {
  const assembled = assembleText(parsed.blocks);
  const { title: given, ...metadata } = revision.metadata;
  const title = given ?? parsed.title ?? revision.title;
  return {
    title,
    metadata: { ...parsed.metadata, ...metadata },
    text: assembled.text,
    pages: assembled.pages,
    pageCount: parsed.pageCount,
    notes: parsed.notes,
    chunks: chunkText(assembled, CHUNK_LIMITS),
  };
}
