import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogEvent } from '#audit';
import { Clock, KnowledgeError, failureOf, isDiskFull } from '#knowledge';
import { type IndexableRevision, IndexFeedRepository, LibraryChangeRepository, RevisionRepository } from '#library';
import { Embedder, type EmbeddedText, Embedders, ModelCorrupt, ModelNotLoaded } from '#models';
import { type IndexGeneration, IndexGenerationRepository, IndexWriter } from '#search-index';
import { DataSource } from 'typeorm';
import { CHUNKER_VERSION } from './chunking/index.js';
import { FailRevision } from './fail-revision.js';
import { languagesOf, rowsByTable, textsOf } from './index-rows.js';
import { IndexUpkeep } from './index-upkeep.js';
import { Turnstile } from './turnstile.js';
import { WriterGate } from './writer-gate.js';

/** Chunks embedded and written together: large enough to be worth a table version, small enough to show progress. */
const BATCH_CHUNKS = 512;
/** Beginnings of reading count as well; failures that explain themselves do not get here. */
const MOST_ATTEMPTS = 20;

/**
 * Embed chunked revisions and write them to the index, then make them current. Runs only in the process that holds the
 * writer's lease. Jobs come one a revision; whichever finds work takes a batch along, and the others find theirs done.
 *
 * Order of effects: index rows first, then PostgreSQL in one transaction, then the end of validity of what was replaced.
 * Reads ask PostgreSQL last, so a crash anywhere shows nothing half-done, and running again completes it.
 */
@Injectable()
export class IndexRevisions {
  private readonly inWork = new Map<string, Promise<void>>();
  // One batch embeds while another is written: the embedder and the disk take turns being the bottleneck.
  private readonly batches = new Turnstile(2);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly revisions: RevisionRepository,
    private readonly feed: IndexFeedRepository,
    private readonly changes: LibraryChangeRepository,
    private readonly embedder: Embedder,
    private readonly embedders: Embedders,
    private readonly generations: IndexGenerationRepository,
    private readonly writer: IndexWriter,
    private readonly upkeep: IndexUpkeep,
    private readonly gate: WriterGate,
    private readonly failing: FailRevision,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  async run(revisionId: string, signal: AbortSignal): Promise<void> {
    const running = this.inWork.get(revisionId);
    if (running) return running;
    await this.batches.pass(async () => {
      const taken = this.inWork.get(revisionId);
      if (taken) return taken;
      const revision = await this.revisions.find(revisionId);
      if (revision?.state !== 'chunked' || signal.aborted) return;
      const batch = await this.feed.awaitingIndex(revisionId, [...this.inWork.keys()], BATCH_CHUNKS);
      // Between the look and here another batch may have claimed some: claims are made in one go, without waiting.
      const mine = batch.filter((each) => !this.inWork.has(each.revisionId));
      const claimed = this.inWork.get(revisionId);
      if (mine.length > 0) await this.claim(mine, signal);
      await claimed;
    });
  }

  private async claim(batch: readonly IndexableRevision[], signal: AbortSignal): Promise<void> {
    const work = this.indexOrFail(batch, signal);
    for (const { revisionId } of batch) this.inWork.set(revisionId, work);
    try {
      await work;
    } finally {
      for (const { revisionId } of batch) this.inWork.delete(revisionId);
    }
  }

  /** One revision that can't be indexed must not hold up the others: it is found by trying them one by one, and failed. */
  private async indexOrFail(batch: readonly IndexableRevision[], signal: AbortSignal): Promise<void> {
    try {
      await this.gate.together(() => this.index(batch, signal));
    } catch (error) {
      // A model that is damaged or finds no room is not the document's fault: it waits for one that works.
      if (error instanceof ModelCorrupt || error instanceof ModelNotLoaded) throw error;
      // Nor is a full disk, for however long.
      if (isDiskFull(error)) throw error;
      if (error instanceof KnowledgeError && error.retryable) throw error;
      if (batch.length > 1) {
        for (const revision of batch) await this.indexOrFail([revision], signal);
        return;
      }
      const { revisionId } = batch[0]!;
      // What nobody foresaw may pass (a database that restarts), but not for ever at the others' expense.
      if (!(error instanceof KnowledgeError) && (await this.revisions.begin(revisionId)) <= MOST_ATTEMPTS) throw error;
      await this.failing.run(revisionId, failureOf(error));
    }
  }

  private async index(batch: readonly IndexableRevision[], signal: AbortSignal): Promise<void> {
    const generation = await this.generation();
    const texts = textsOf(batch);
    // Vectors of two models must never meet in one index: another one in the role counts from the next generation on.
    const embedded = await this.embedders.of(generation.embedderId).embedPassages(texts, signal);
    const at = this.clock.now();
    const change = await this.changes.nextChange(at);
    // Embedding took its time; whoever was put under another matter meanwhile is written as it is now.
    const now = await this.feed.stateOf(batch.map(({ revisionId }) => revisionId));
    const rows = rowsByTable(
      generation,
      batch.map((revision) => ({
        ...revision,
        validFrom: change,
        matterId: now.get(revision.revisionId)?.matterId ?? null,
      })),
      embedded.map(({ vector }) => vector),
    );
    await this.generations.noteLanguages(generation, languagesOf(batch));
    const fresh = await this.feed.beginWriting(batch.map(({ revisionId }) => revisionId));
    for (const [table, own] of rows) await this.writer.upsert(table, own, fresh);
    await this.goLive(batch, embedded, change, at);
    await this.upkeep.syncValidity();
    this.upkeep.wrote([...rows.keys()], texts.length);
  }

  private async generation(): Promise<IndexGeneration> {
    const live = await this.generations.live();
    if (live) return live;
    const { id, dimensions } = await this.embedder.model();
    return this.generations.liveOrFirst(id, dimensions, CHUNKER_VERSION);
  }

  private async goLive(
    batch: readonly IndexableRevision[],
    embedded: readonly EmbeddedText[],
    change: number,
    at: Date,
  ): Promise<void> {
    const chunkIds = batch.flatMap((revision) => revision.chunks.map((chunk) => chunk.chunkId));
    const scratch = new Set(batch.filter((revision) => revision.isScratch).map((revision) => revision.revisionId));
    await this.source.transaction(async (manager) => {
      const moved = await this.changes.goLive(
        manager,
        batch.map((revision) => revision.revisionId),
        change,
        at,
      );
      await this.changes.markTruncated(
        manager,
        chunkIds.filter((_, i) => embedded[i]!.truncated),
      );
      const logged = moved.filter((id) => !scratch.has(id));
      const hashes = await this.revisions.hashesOf(logged, manager);
      const events = logged.map((id): LogEvent => {
        const subject = { revision: id, change, textSha256: hashes.get(id)?.textSha256 ?? null };
        return { kind: 'revision.live', actor: 'system', subject };
      });
      const [first, ...rest] = events;
      if (first) await this.log.append([first, ...rest], manager);
    });
  }
}
