import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { UploadDocuments, documentPath } from '#ingestion';
import { Clock, type Failure, KnowledgeError, SerialByKey, failureOf } from '#knowledge';
import { BlobStoreUnreachable, BlobUnwritable, DocumentRegister, DocumentRepository, PlaceNotWritable } from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import { isSilence } from '../connectors/is-silence.js';
import { EntryPlaceTaken, SourceRightsGone, SourceSignInRefused } from '../errors.js';
import { ItemRepository, type SourceItem } from '../item.repository.js';
import { type RunEntry, RunReportRepository } from '../run-report.repository.js';
import { ActsFor, type Behalf } from './acts-for.js';
import type { RunWork } from './run-work.js';

/** Log entries that a source makes name it; a person stands behind it only where one asked for the run. */
const ACTOR = 'system';

/**
 * Take one entry in: fetch its bytes, then see what they are – a document that only moved, one that did not change after all, a
 * new revision, or a new document. What goes wrong with it stands on its row and in the report, and stops nothing else.
 */
@Injectable()
export class TakeEntry {
  /** Two entries of one place come one after the other, so that the second finds the first. */
  private readonly places = new SerialByKey();

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly behalf: ActsFor,
    private readonly items: ItemRepository,
    private readonly reports: RunReportRepository,
    private readonly documents: DocumentRepository,
    private readonly register: DocumentRegister,
    private readonly uploads: UploadDocuments,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @returns Whether the source answered, whatever it said. */
  async run(work: RunWork, item: SourceItem): Promise<boolean> {
    const file = join(work.folder, randomUUID());
    try {
      documentPath(item.path);
      await work.connector.fetch(item, file, work.signal);
      const sha256 = await hashOf(file);
      const behalf = await this.behalf.of(work.source);
      if (await this.follow(work, behalf, item, sha256)) return true;
      if (sha256 === item.sha256) await this.settle(work, item, { sha256 });
      else await this.places.run(placeOf(work, item), () => this.upload(work, behalf, item, file, sha256));
      return true;
    } catch (error) {
      if (work.signal.aborted || isOfRun(error)) throw error;
      await this.failed(work, item, failureOf(error), isLasting(error) ? 'rejected' : 'failed');
      return !isSilence(error);
    } finally {
      await rm(file, { force: true });
    }
  }

  /**
   * Where the bytes are a document that stood elsewhere until now, move that document: nothing is read again, and what cites it
   * still does. @returns Whether that was all there was to do.
   */
  private async follow(work: RunWork, { visibility }: Behalf, item: SourceItem, sha256: string): Promise<boolean> {
    if (item.documentId && !(await this.documents.titlesAmong(visibility, [item.documentId])).has(item.documentId))
      throw new PlaceNotWritable();
    return this.database.transaction(async (manager) => {
      if (item.documentId) return this.followRenamed(manager, work, item, sha256);
      const twin = await this.items.vanishedTwin(manager, visibility, work.source.id, work.run.id, sha256);
      if (!twin?.documentId) return false;
      const moved = await this.register.move(manager, twin.documentId, documentPath(item.path), this.clock.now());
      if (!moved) return false;
      const { documentId } = twin;
      await this.items.forget(manager, work.source.id, [twin.itemKey]);
      await this.items.settle(manager, work.source.id, item.itemKey, { state: 'held', sha256, documentId });
      await this.reportMove(manager, work, { ...item, documentId }, moved.from);
      return true;
    });
  }

  /** The same entry under another name; its bytes may have changed as well, and go on as a revision then. */
  private async followRenamed(
    manager: EntityManager,
    work: RunWork,
    item: SourceItem & { documentId: string | null },
    sha256: string,
  ): Promise<boolean> {
    const moved = await this.register.move(manager, item.documentId!, documentPath(item.path), this.clock.now());
    if (!moved || moved.from === documentPath(item.path) || sha256 !== item.sha256) return false;
    await this.items.settle(manager, work.source.id, item.itemKey, { state: 'held', sha256 });
    await this.reportMove(manager, work, item, moved.from);
    return true;
  }

  private async reportMove(manager: EntityManager, work: RunWork, item: SourceItem, from: string): Promise<void> {
    const { itemKey, path } = item;
    const documentId = item.documentId!;
    // A message whose mailbox was numbered anew has another name on the server and the same place here.
    if (from === documentPath(path)) return;
    await this.reports.note(manager, work.run.id, [{ itemKey, outcome: 'moved', path, from, documentId }]);
    const subject = { document: documentId, source: work.source.id };
    await this.log.append([{ kind: 'document.moved', actor: ACTOR, subject }], manager);
  }

  private async upload(
    work: RunWork,
    { principal }: Behalf,
    item: SourceItem,
    file: string,
    sha256: string,
  ): Promise<void> {
    await this.requirePlace(work, item);
    const { size: sizeBytes } = await stat(file);
    const incoming = { path: item.path, temporaryPath: file, sizeBytes, metadata: item.metadata };
    const { registrations, rejected } = await this.uploads.take(principal, work.source.collectionId, ACTOR, [incoming]);
    const [taken] = registrations;
    if (!taken) {
      const { cause } = rejected[0]!;
      if (isOfRun(cause)) throw cause;
      return this.failed(work, item, rejected[0]!, isRefusal(cause) ? 'rejected' : 'failed');
    }
    const outcome = item.documentId ? 'changed' : 'added';
    await this.settle(
      work,
      item,
      { sha256, documentId: taken.documentId },
      { itemKey: item.itemKey, outcome, path: item.path, documentId: taken.documentId },
    );
  }

  /** A document that was taken from both before goes on being taken from both. @throws EntryPlaceTaken */
  private async requirePlace({ run, source }: RunWork, { itemKey, path, documentId }: SourceItem): Promise<void> {
    if (documentId !== null) return;
    const entry = { sourceId: source.id, runId: run.id, itemKey };
    if (await this.items.isTaken(entry, source.collectionId, documentPath(path))) throw new EntryPlaceTaken();
  }

  private async settle(
    work: RunWork,
    item: SourceItem,
    to: { sha256: string; documentId?: string },
    line?: RunEntry,
  ): Promise<void> {
    await this.database.transaction(async (manager) => {
      await this.items.settle(manager, work.source.id, item.itemKey, { state: 'held', ...to });
      if (line) await this.reports.note(manager, work.run.id, [line]);
    });
  }

  private async failed(work: RunWork, item: SourceItem, failure: Failure, state: 'failed' | 'rejected'): Promise<void> {
    const line = { itemKey: item.itemKey, outcome: 'failed', path: item.path, failure } as const;
    await this.database.transaction(async (manager) => {
      await this.items.settle(manager, work.source.id, item.itemKey, { state, failure });
      await this.reports.note(manager, work.run.id, [line]);
    });
  }
}

const placeOf = ({ source }: RunWork, { path }: SourceItem): string => `${source.collectionId} ${documentPath(path)}`;

/** What an upload refuses, it refuses again; not what only failed, and a place that is hidden today may be in sight tomorrow. */
const isRefusal = (error: unknown): boolean =>
  error instanceof KnowledgeError && !error.retryable && !(error instanceof PlaceNotWritable);

/** A full disk, a store that is gone, rights that are, and a password that is no longer taken say nothing about this entry. */
const isOfRun = (error: unknown): boolean =>
  [BlobUnwritable, BlobStoreUnreachable, SourceRightsGone, SourceSignInRefused].some((kind) => error instanceof kind);

/** Whether the same bytes under the same name will fail again. */
const isLasting = (error: unknown): boolean =>
  ['document.bad_name', 'source.entry_too_large', 'outbound.too_large'].includes(failureOf(error).code);

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
