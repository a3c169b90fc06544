import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { JobQueues } from '#jobs';
import type { Principal } from '#knowledge';
import { BlobStore, DocumentRepository, type RevisionRecord } from '#library';
import { DocumentNotLocked } from './ingestion-errors.js';
import { indexRevision, parseRevision } from './jobs.js';
import { ParserPool } from './parsing/index.js';
import { toParsedRevision } from './to-parsed-revision.js';
import { StoreParsed, UnpackRoom } from './unpacking/index.js';

/** The failure that a password mends. */
const LOCKED = 'document.encrypted';

/**
 * Read a locked document with its password. It is read here and now, in a parser process of whoever asks, so that the password
 * stands in no table, no job and no log: it is gone when this returns.
 */
@Injectable()
export class UnlockDocument {
  constructor(
    private readonly access: AccessPolicy,
    private readonly documents: DocumentRepository,
    private readonly blobs: BlobStore,
    private readonly parsers: ParserPool,
    private readonly unpacking: UnpackRoom,
    private readonly storing: StoreParsed,
    private readonly queues: JobQueues,
  ) {}

  /**
   * The newest revision must have failed because it is locked. A password that does not open it changes nothing.
   * @throws NotAllowed, DocumentNotFound, DocumentNotLocked, WrongPassword, CannotUnlock and what else reading may throw
   */
  async run(principal: Principal, documentId: string, password: string): Promise<void> {
    this.access.require(principal, 'upload documents');
    const { latest } = await this.documents.show(await this.access.visibilityOf(principal), documentId);
    if (latest.state !== 'failed' || latest.failure?.code !== LOCKED) throw new DocumentNotLocked();
    const members = await this.read(principal, latest, password);
    if (members === null) throw new DocumentNotLocked();
    await this.queues.offer(indexRevision, [{ revisionId: latest.id }]);
    await this.queues.offer(
      parseRevision,
      members.map((revisionId) => ({ revisionId })),
    );
  }

  /** @returns Members that wait to be read; null when somebody else was quicker. */
  private read({ userId }: Principal, revision: RevisionRecord, password: string): Promise<string[] | null> {
    return this.unpacking.lend(revision.documentId, async (unpack) => {
      const document = await this.blobs.withFile(revision.sha256, (path) =>
        this.parsers.parse(path, revision.fileName, { unpack, password }),
      );
      const read = { parsed: toParsedRevision(document, revision), members: document.members ?? [], unpack };
      const event = { kind: 'revision.unlocked', actor: userId, subject: { revision: revision.id } };
      return this.storing.run(revision, read, 'failed', [event]);
    });
  }
}
