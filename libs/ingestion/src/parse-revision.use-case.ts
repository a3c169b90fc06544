import { Injectable, Logger } from '@nestjs/common';
import { JobQueues } from '#jobs';
import { type Failure, KnowledgeError, failureOf, isDiskFull } from '#knowledge';
import { BlobStore, type RevisionRecord, RevisionRepository } from '#library';
import { FailRevision } from './fail-revision.js';
import { GivenUp } from './ingestion-errors.js';
import { indexRevision, parseRevision } from './jobs.js';
import { ParserPool, type Unpack } from './parsing/index.js';
import { toParsedRevision } from './to-parsed-revision.js';
import { type ReadRevision, StoreParsed, UnpackRoom } from './unpacking/index.js';

/** A healthy file is read once; restarts of the service may interrupt it a few times. */
const MOST_ATTEMPTS = 10;
/** Of those, how many may end with the parser. */
const MOST_CRASHES = 3;

/** Read a queued revision's file in a parser process; store its text and chunks, and the files inside it as documents. */
@Injectable()
export class ParseRevision {
  private readonly logger = new Logger(ParseRevision.name);

  constructor(
    private readonly revisions: RevisionRepository,
    private readonly blobs: BlobStore,
    private readonly parsers: ParserPool,
    private readonly unpacking: UnpackRoom,
    private readonly storing: StoreParsed,
    private readonly queues: JobQueues,
    private readonly failing: FailRevision,
  ) {}

  /**
   * A file that can't be read fails its revision for good.
   * @throws Whatever may pass by itself: the parser ended (a few times), the disk or PostgreSQL is not there.
   */
  async run(revisionId: string): Promise<void> {
    const revision = await this.revisions.find(revisionId);
    if (!revision) return;
    const hasChunks = revision.state === 'queued' ? await this.parse(revision) : revision.state === 'chunked';
    if (hasChunks) await this.queues.add(indexRevision, [{ revisionId }]);
  }

  /** @returns Whether there is something to index now. */
  private async parse(revision: RevisionRecord): Promise<boolean> {
    const attempts = await this.revisions.begin(revision.id);
    try {
      return await this.unpacking.lend(revision.documentId, (unpack) => this.read(revision, attempts, unpack));
    } catch (error) {
      // A night without room or without a store is not ten deaths of the worker.
      if (liesElsewhere(error)) await this.revisions.takeBackBeginning(revision.id);
      throw error;
    }
  }

  private async read(revision: RevisionRecord, attempts: number, unpack: Unpack): Promise<boolean> {
    const outcome = await this.outcomeOf(revision, attempts, unpack);
    const stored = 'code' in outcome ? outcome : await this.store(revision, outcome);
    if (stored) await this.failing.run(revision.id, stored);
    return stored === null;
  }

  /** @returns Why it can't be kept, if it can't. */
  private async store(revision: RevisionRecord, read: ReadRevision): Promise<Failure | null> {
    try {
      const members = await this.storing.run(revision, read);
      await this.queues.add(
        parseRevision,
        (members ?? []).map((revisionId) => ({ revisionId })),
      );
      return null;
    } catch (error) {
      if (error instanceof KnowledgeError && !error.retryable) return failureOf(error);
      throw error;
    }
  }

  /** What reading gave, or why it can't be read. Only reading decides that: a database that went away proves nothing. */
  private async outcomeOf(revision: RevisionRecord, attempts: number, unpack: Unpack): Promise<ReadRevision | Failure> {
    if (attempts > MOST_ATTEMPTS) return failureOf(new GivenUp(attempts - 1));
    try {
      const document = await this.blobs.withFile(revision.sha256, (path) =>
        this.parsers.parse(path, revision.fileName, { unpack }),
      );
      return { parsed: toParsedRevision(document, revision), members: document.members ?? [], unpack };
    } catch (error) {
      if (isPassing(error, attempts)) throw error;
      if (!(error instanceof KnowledgeError)) this.logger.error(error);
      return failureOf(error);
    }
  }
}

/** A parser that ended is started a few times: the restart of a service ends parsers too. Other passing failures may take longer. */
const isPassing = (error: unknown, attempts: number): boolean =>
  liesElsewhere(error) || (error instanceof KnowledgeError && error.retryable && attempts < MOST_CRASHES);

/** A disk that is full, a store that does not answer: nothing that the file or its parser could have to do with. */
const liesElsewhere = (error: unknown): boolean =>
  isDiskFull(error) || (error instanceof KnowledgeError && error.retryable && !error.code.startsWith('parse.'));
