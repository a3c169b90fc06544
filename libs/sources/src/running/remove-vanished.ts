import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogEvent } from '#audit';
import { syncValidity } from '#ingestion';
import { JobQueues } from '#jobs';
import { Clock, failureOf } from '#knowledge';
import { DocumentRegister, HoldInPlace, Holds, MemberRepository } from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import { ItemRepository, type SourceItem } from '../item.repository.js';
import { type RunEntry, RunReportRepository } from '../run-report.repository.js';
import { ActsFor } from './acts-for.js';
import type { RunWork } from './run-work.js';

const PAGE = 200;

/** An entry that stands for a document. */
type Standing = SourceItem & { readonly documentId: string };

/**
 * Take the documents of entries that are gone out of searches and answers. Their revisions stay citable. What a legal hold
 * covers stays as it is, and so does its entry: each run looks at it again, and the first one after the hold removes it.
 */
@Injectable()
export class RemoveVanished {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly behalf: ActsFor,
    private readonly items: ItemRepository,
    private readonly reports: RunReportRepository,
    private readonly register: DocumentRegister,
    private readonly members: MemberRepository,
    private readonly holds: Holds,
    private readonly queues: JobQueues,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  async run(work: RunWork): Promise<void> {
    let removed = 0;
    for (let after: string | null = ''; after !== null;) {
      work.signal.throwIfAborted();
      const from: string = after;
      const page = await this.database.transaction((manager) => this.removePage(manager, work, from));
      after = page.last;
      removed += page.removed;
    }
    if (removed > 0) await this.queues.offer(syncValidity, [{ cause: randomUUID() }]);
  }

  /** @returns How many documents went, and the last entry that was looked at; null when there was none. */
  private async removePage(
    manager: EntityManager,
    { run, source }: RunWork,
    after: string,
  ): Promise<{ removed: number; last: string | null }> {
    const { visibility } = await this.behalf.of(source);
    const page = await this.items.vanished(manager, visibility, source.id, run.id, after, PAGE);
    const standing = await this.standingOf(manager, page, run.id, source.id);
    const held = await this.holdsOn(manager, standing);
    const gone = standing.filter(({ documentId }) => !held.has(documentId));
    const kept = standing.filter(({ documentId }) => held.has(documentId));
    const staying = new Set(kept.map(({ itemKey }) => itemKey));
    const past = page.map(({ itemKey }) => itemKey).filter((key) => !staying.has(key));
    await this.items.forget(manager, source.id, past);
    await this.reports.note(manager, run.id, [...gone.map(removedLine), ...kept.map(keptLine)]);
    await this.takeOut(
      manager,
      source.id,
      gone.map(({ documentId }) => documentId),
    );
    return { removed: gone.length, last: page.at(-1)?.itemKey ?? null };
  }

  /** Those that stand for a document which no other entry brings as well. */
  private async standingOf(
    manager: EntityManager,
    page: readonly SourceItem[],
    runId: string,
    sourceId: string,
  ): Promise<Standing[]> {
    const withDocument = page.filter((item): item is Standing => item.documentId !== null);
    const ids = withDocument.map(({ documentId }) => documentId);
    const elsewhere = await this.items.stillHeld(manager, runId, sourceId, ids);
    return withDocument.filter(({ documentId }) => !elsewhere.has(documentId));
  }

  /** Nobody unpacks them, or places a hold on them, until the transaction ends. */
  private async holdsOn(manager: EntityManager, standing: readonly Standing[]): Promise<Set<string>> {
    const ids = standing.map(({ documentId }) => documentId);
    for (const id of ids) await this.members.hold(manager, id);
    return this.holds.familiesHeld(manager, ids);
  }

  /** Documents, and what came out of them: files in archives, attachments of messages. The log entries come last. */
  private async takeOut(manager: EntityManager, sourceId: string, documentIds: readonly string[]): Promise<void> {
    if (documentIds.length === 0) return;
    const below = await this.members.below(manager, documentIds, null);
    const all = [...documentIds, ...below];
    await this.register.setRemoved(manager, all, this.clock.now());
    const [first, ...rest] = all.map((documentId) => eventOf(documentId, sourceId));
    await this.log.append([first!, ...rest], manager);
  }
}

const removedLine = ({ itemKey, path, documentId }: Standing): RunEntry => ({
  ...{ itemKey, outcome: 'removed', path, documentId },
});

function keptLine({ itemKey, path, documentId }: Standing): RunEntry {
  const failure = failureOf(new HoldInPlace('vanished_document'));
  return { itemKey, outcome: 'kept', path, documentId, failure };
}

const eventOf = (documentId: string, source: string): LogEvent => ({
  ...{ kind: 'document.removed', actor: 'system' },
  subject: { document: documentId, source },
});
