import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '#audit';
import { IndexFeedRepository, LibraryChangeRepository } from '#library';
import { Embedder } from '#models';
import {
  EmbedderChanged,
  type IndexGeneration,
  IndexGenerationRepository,
  IndexStore,
  IndexWriter,
} from '#search-index';
import { rowsByTable, textsOf } from './index-rows.js';
import { IndexUpkeep } from './index-upkeep.js';
import { WriterGate } from './writer-gate.js';

/** Revisions embedded and written together. */
const PAGE = 64;

/**
 * Build the whole index anew from PostgreSQL, with the embedder that is in use, beside the one that serves; then let it
 * serve and drop the old one. Searches go on meanwhile. Interrupted, it begins again and changes nothing that it had
 * written. Runs only in the process that holds the writer's lease.
 */
@Injectable()
export class RebuildIndex {
  private readonly logger = new Logger(RebuildIndex.name);

  constructor(
    private readonly feed: IndexFeedRepository,
    private readonly changes: LibraryChangeRepository,
    private readonly embedder: Embedder,
    private readonly generations: IndexGenerationRepository,
    private readonly store: IndexStore,
    private readonly writer: IndexWriter,
    private readonly upkeep: IndexUpkeep,
    private readonly gate: WriterGate,
    private readonly log: AuditLog,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    const model = await this.embedder.model();
    const generation = await this.generations.begin(model.id, model.dimensions);
    // Alone: a batch that has its number but is not live yet would fall between the two passes.
    const before = await this.gate.alone(() => this.changes.latestChange());
    await this.write(generation, 0, signal);
    // What went live meanwhile is few; while it is taken along and the new index put to use, nothing else is written.
    await this.gate.alone(async () => {
      await this.write(generation, before, signal);
      await this.serve(generation, model.id);
    });
  }

  /** Embed and write every revision that went live after a library change. */
  private async write(generation: IndexGeneration, since: number, signal: AbortSignal): Promise<void> {
    let last: string | null = null;
    for (;;) {
      signal.throwIfAborted();
      const page = await this.feed.everLive(since, last, PAGE);
      if (page.length === 0) return;
      const embedded = await this.embedder.embedPassages(textsOf(page), signal);
      await this.checkEmbedder(generation);
      const rows = rowsByTable(generation, page, embedded);
      for (const [table, own] of rows) await this.writer.upsert(table, own);
      this.upkeep.wrote([...rows.keys()], embedded.length);
      last = page[page.length - 1]!.revisionId;
    }
  }

  /** Vectors of two models must never meet in one index: another one may have been put to use meanwhile. */
  private async checkEmbedder(generation: IndexGeneration): Promise<void> {
    const { id } = await this.embedder.model();
    if (id !== generation.embedderId) throw new EmbedderChanged(generation.embedderId, id);
  }

  private async serve(generation: IndexGeneration, embedder: string): Promise<void> {
    await this.upkeep.tidy();
    const forgotten = await this.generations.switchTo(generation.id);
    await this.log.append([
      { kind: 'index.switched', actor: 'system', subject: { generation: generation.id, embedder } },
    ]);
    // Changes of validity that arrived during the building were told to the old tables.
    await this.changes.forgetValiditySync();
    await this.upkeep.syncValidity();
    const isForgotten = (table: string) =>
      forgotten.some((id) => table === `chunks_${id}` || table.startsWith(`chunks_${id}_`));
    for (const table of (await this.store.tableNames()).filter(isForgotten)) await this.writer.dropTable(table);
    this.logger.log(`generation ${generation.id} serves`);
  }
}
