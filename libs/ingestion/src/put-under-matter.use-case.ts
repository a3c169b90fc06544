import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import { JobQueues } from '#jobs';
import type { Principal } from '#knowledge';
import { DocumentRepository, MatterClosed, MatterRepository } from '#library';
import { DataSource } from 'typeorm';
import { syncMatters } from './jobs.js';
import { underMatter } from './under-matter.js';

/**
 * Put a document under a matter. Walls around it hold from the commit on, and what those they bar have running ends; the
 * change and its log entry land together.
 */
@Injectable()
export class PutUnderMatter {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly documents: DocumentRepository,
    private readonly matters: MatterRepository,
    private readonly queues: JobQueues,
    private readonly log: AuditLog,
  ) {}

  /**
   * @param number Of the matter, or its id; null takes the document out of the one it is under.
   * @throws NotAllowed, DocumentNotFound, MatterNotFound, MatterClosed
   */
  async run(principal: Principal, documentId: string, number: string | null): Promise<void> {
    this.access.require(principal, 'put documents under matters');
    const visibility = await this.access.visibilityOf(principal);
    const document = await this.documents.show(visibility, documentId);
    const matter = number === null ? null : await this.matters.resolve(visibility, number);
    if (matter?.closedAt) throw new MatterClosed(matter.number);
    await this.source.transaction(async (manager) => {
      if (matter && document.matter?.id !== matter.id) await this.access.endBarred(manager, [matter.id]);
      const moved = await this.matters.put(manager, [documentId], matter?.id ?? null);
      const [first, ...rest] = moved.map((id) => underMatter(principal.userId, id, matter?.id ?? null));
      if (!first) return;
      await this.log.append([first, ...rest], manager);
    });
    await this.queues.offer(syncMatters, [{ cause: randomUUID() }]);
  }
}
