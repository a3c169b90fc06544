import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import { JobQueues } from '#jobs';
import { Clock, type Principal } from '#knowledge';
import {
  BlobStore,
  CollectionRepository,
  DocumentRegister,
  DocumentRepository,
  MemberRepository,
  RevisionRepository,
  unreferencedBlobs,
} from '#library';
import { DataSource } from 'typeorm';
import { dropScratchIndex, parseRevision, syncValidity } from './jobs.js';

const BLOBS_AT_ONCE = 500;

/** What people do with documents and collections after they arrived. Each change and its log entry land together. */
@Injectable()
export class ManageDocuments {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly documents: DocumentRepository,
    private readonly register: DocumentRegister,
    private readonly members: MemberRepository,
    private readonly revisions: RevisionRepository,
    private readonly blobs: BlobStore,
    private readonly queues: JobQueues,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Take a document, and what came out of it, out of searches and answers at once. Their revisions stay citable. */
  async remove(principal: Principal, documentId: string): Promise<void> {
    await this.setRemoved(principal, documentId, this.clock.now());
  }

  /** Undo {@link remove}. What came out of the document and had been removed by itself stays removed. */
  async restore(principal: Principal, documentId: string): Promise<void> {
    await this.setRemoved(principal, documentId, null);
  }

  private async setRemoved(principal: Principal, documentId: string, at: Date | null): Promise<void> {
    this.access.require(principal, 'remove documents');
    const document = await this.documents.show(await this.access.visibilityOf(principal), documentId);
    if ((document.removedAt === null) === (at === null)) return;
    await this.source.transaction(async (manager) => {
      await this.members.hold(manager, documentId);
      const below = await this.members.below(manager, [documentId], document.removedAt);
      await this.register.setRemoved(manager, [documentId, ...below], at);
      const kind = at ? 'document.removed' : 'document.restored';
      const event = (id: string) => ({ kind, actor: principal.userId, subject: { document: id } }) as const;
      await this.log.append([event(documentId), ...below.map(event)], manager);
    });
    await this.queues.offer(syncValidity, [{ cause: randomUUID() }]);
  }

  /** Queue failed documents again: one, a collection's, or all in sight. @returns How many. */
  async retry(principal: Principal, scope: { documentId?: string; collection?: string }): Promise<number> {
    this.access.require(principal, 'upload documents');
    const visibility = await this.access.visibilityOf(principal);
    const [named] = scope.collection ? await this.collections.resolve(visibility, [scope.collection]) : [];
    if (scope.documentId) await this.documents.show(visibility, scope.documentId);
    const { documentId } = scope;
    const queued = await this.revisions.retryFailed(visibility, { documentId, collectionId: named?.id });
    if (queued.length === 0) return 0;
    await this.log.append([{ kind: 'ingest.retried', actor: principal.userId, subject: { revisions: queued.length } }]);
    await this.queues.offer(
      parseRevision,
      queued.map((revisionId) => ({ revisionId })),
    );
    return queued.length;
  }

  /** Remove an empty collection, or a scratch one with everything in it. */
  async removeCollection(principal: Principal, nameOrId: string): Promise<void> {
    this.access.require(principal, 'remove collections');
    const [collection] = await this.collections.resolve(await this.access.visibilityOf(principal), [nameOrId]);
    const hashes = await this.source.transaction(async (manager) => {
      const referred = await this.collections.remove(manager, collection!);
      const { id, kind } = collection!;
      const subject = { collection: id, kind };
      await this.log.append([{ kind: 'collection.removed', actor: principal.userId, subject }], manager);
      return referred;
    });
    // Uploads wait while blobs are removed, so that they get their turn in between.
    for (let i = 0; i < hashes.length; i += BLOBS_AT_ONCE)
      await this.source.transaction(async (manager) =>
        this.blobs.removeAll(await unreferencedBlobs(manager, hashes.slice(i, i + BLOBS_AT_ONCE))),
      );
    if (collection!.kind === 'scratch') await this.queues.add(dropScratchIndex, [{ collectionId: collection!.id }]);
  }
}
