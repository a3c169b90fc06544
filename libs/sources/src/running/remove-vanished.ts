import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogEvent } from '#audit';
import { syncValidity } from '#ingestion';
import { JobQueues } from '#jobs';
import { Clock } from '#knowledge';
import { DocumentRepository, MemberRepository } from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import { ItemRepository, type SourceItem } from '../item.repository.js';
import { RunRepository } from '../run.repository.js';
import { ActsFor } from './acts-for.js';
import type { RunWork } from './run-work.js';

const PAGE = 200;

/** Take the documents of entries that are gone out of searches and answers. Their revisions stay citable. */
@Injectable()
export class RemoveVanished {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly behalf: ActsFor,
    private readonly items: ItemRepository,
    private readonly runs: RunRepository,
    private readonly documents: DocumentRepository,
    private readonly members: MemberRepository,
    private readonly queues: JobQueues,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  async run(work: RunWork): Promise<void> {
    let removed = 0;
    for (let more = true; more;) {
      work.signal.throwIfAborted();
      const gone = await this.database.transaction((manager) => this.removePage(manager, work));
      more = gone !== null;
      removed += gone ?? 0;
    }
    if (removed > 0) await this.queues.offer(syncValidity, [{ cause: randomUUID() }]);
  }

  /** @returns How many documents went; null when nothing was left to look at. */
  private async removePage(manager: EntityManager, { run, source }: RunWork): Promise<number | null> {
    const { visibility } = await this.behalf.of(source);
    const page = await this.items.vanished(manager, visibility, source.id, run.id, PAGE);
    if (page.length === 0) return null;
    const ids = page.flatMap(({ documentId }) => documentId ?? []);
    const held = await this.items.stillHeld(manager, run.id, source.id, ids);
    const standing = page.filter(({ documentId }) => documentId !== null && !held.has(documentId));
    const keys = page.map(({ itemKey }) => itemKey);
    await this.items.forget(manager, source.id, keys);
    await this.runs.note(manager, run.id, standing.map(lineOf));
    const removed = await this.takeOut(
      manager,
      standing.map(({ documentId }) => documentId!),
    );
    const [first, ...rest] = removed.map((documentId) => eventOf(documentId, source.id));
    if (first) await this.log.append([first, ...rest], manager);
    return standing.length;
  }

  /** Documents, and what came out of them: files in archives, attachments of messages. */
  private async takeOut(manager: EntityManager, documentIds: readonly string[]): Promise<string[]> {
    for (const documentId of documentIds) await this.members.hold(manager, documentId);
    const below = await this.members.below(manager, documentIds, null);
    const all = [...documentIds, ...below];
    if (all.length > 0) await this.documents.setRemoved(manager, all, this.clock.now());
    return all;
  }
}

const lineOf = ({ itemKey, path, documentId }: SourceItem) =>
  ({ itemKey, outcome: 'removed', path, documentId: documentId! }) as const;

const eventOf = (documentId: string, source: string): LogEvent => ({
  ...{ kind: 'document.removed', actor: 'system' },
  subject: { document: documentId, source },
});
