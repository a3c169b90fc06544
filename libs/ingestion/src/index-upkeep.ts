import { Injectable, Logger } from '@nestjs/common';
import { SerialByKey, failureOf } from '#knowledge';
import {
  DescriptionRepository,
  EraseDocument,
  type IndexPurge,
  LibraryChangeRepository,
  MatterRepository,
  type MovedDocument,
  type ValidityChange,
} from '#library';
import { type IndexGeneration, IndexGenerationRepository, IndexWriter, tableNameFor } from '#search-index';
import { filterable, tableOf } from './index-rows.js';
import { type Untidied, isDueNow, isDueWhenQuiet } from './when-to-tidy.js';

/** A table that has been quiet for this long is tidied up, if there is enough to it. */
const OPTIMIZE_WHEN_QUIET_MS = 3_000;
/** Readers in the middle of a search keep their version of the table for so long. */
const KEEP_VERSIONS_MS = 10 * 60 * 1000;
/** An earlier writer that lost its lease ends within ten seconds; see `AdvisoryLease`. */
const DOUBLES_AFTER_MS = 30_000;
const DAY_MS = 86_400_000;
const VALIDITY_BATCH = 1_000;
const DESCRIPTION_BATCH = 100;
const MATTER_BATCH = 1_000;
const PURGE_BATCH = 5_000;
const NOTHING: Untidied = { chunks: 0, writes: 0 };

/** Keeps the index in step and in shape: ends of validity, compaction, tables that are gone. Writer process only. */
@Injectable()
export class IndexUpkeep {
  private readonly logger = new Logger(IndexUpkeep.name);
  private readonly serial = new SerialByKey();
  private readonly written = new Map<string, Untidied>();
  /** Chunks that a table had when it was last tidied up. */
  private readonly sizes = new Map<string, number>();
  private readonly aged = new Set<string>();
  private quiet: NodeJS.Timeout | null = null;
  private aging: NodeJS.Timeout | null = null;
  private doubling: NodeJS.Timeout | null = null;
  private tidying: Promise<void> = Promise.resolve();

  constructor(
    private readonly changes: LibraryChangeRepository,
    private readonly descriptions: DescriptionRepository,
    private readonly matters: MatterRepository,
    private readonly generations: IndexGenerationRepository,
    private readonly writer: IndexWriter,
    private readonly erasing: EraseDocument,
  ) {}

  /** Run a change of a generation's rows with nobody else telling them anything meanwhile. */
  exclusively<T>(generationId: string, change: () => Promise<T>): Promise<T> {
    return this.serial.run(generationId, change);
  }

  /** Bring the idea that every generation has of what is current in line with the library's. */
  async syncValidity(): Promise<void> {
    for (;;) {
      const changes = await this.changes.unsyncedValidity(VALIDITY_BATCH);
      if (changes.length === 0) return;
      await this.inEach((generation) => this.applyValidity(generation, changes));
      await this.changes.markValiditySynced(changes);
      if (changes.length < VALIDITY_BATCH) return;
    }
  }

  /** Let every generation know what models read out of documents. */
  async syncDescriptions(): Promise<void> {
    for (;;) {
      const found = await this.descriptions.unindexed(DESCRIPTION_BATCH);
      await this.inEach(async (generation) => {
        for (const { revisionId, title, metadata, receivedAt, values, ...place } of found) {
          const table = tableOf(generation, place);
          const proposed = filterable(values);
          await this.writer.relabel(table, revisionId, { title, metadata, proposed, receivedAt });
          this.wrote([table], 1);
        }
      });
      await this.descriptions.markIndexed(found.map(({ revisionId }) => revisionId));
      if (found.length < DESCRIPTION_BATCH) return;
    }
  }

  /** Let every generation know which documents are under another matter than their rows say. */
  async syncMatters(): Promise<void> {
    for (;;) {
      const moved = await this.matters.unindexed(MATTER_BATCH);
      if (moved.length === 0) return;
      await this.inEach((generation) => this.applyMatters(generation, moved));
      await this.matters.markIndexed(moved);
      if (moved.length < MATTER_BATCH) return;
    }
  }

  private async applyMatters(generation: IndexGeneration, moved: readonly MovedDocument[]): Promise<void> {
    const groups = new Map<string, MovedDocument[]>();
    for (const one of moved) {
      const key = `${tableOf(generation, one)} ${one.matterId ?? ''}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    for (const documents of groups.values()) {
      const [{ matterId, ...place }] = documents as [MovedDocument];
      const table = tableOf(generation, place);
      await this.writer.setMatters(
        table,
        documents.map(({ documentId }) => documentId),
        matterId,
      );
      this.wrote([table], documents.length);
    }
  }

  /** Let every generation forget erased revisions, so that no byte of them is left. */
  async purge(): Promise<void> {
    for (;;) {
      const due = await this.erasing.duePurges(PURGE_BATCH);
      if (due.length === 0) return;
      for (const generation of await this.generations.all())
        await this.exclusively(generation.id, () => this.purgeIn(generation, due));
      await this.erasing.markPurged(
        due.map(({ revisionId }) => revisionId),
        new Date(),
      );
    }
  }

  private async purgeIn(generation: IndexGeneration, due: readonly IndexPurge[]): Promise<void> {
    const byTable = new Map<string, string[]>();
    for (const purge of due) {
      const table = tableOf(generation, purge);
      byTable.set(table, [...(byTable.get(table) ?? []), purge.revisionId]);
    }
    for (const [table, revisionIds] of byTable) await this.writer.eraseRevisions(table, revisionIds);
  }

  /** A change that fails in the live generation is tried again; in another one it makes that one unfit to serve. */
  private async inEach(change: (generation: IndexGeneration) => Promise<void>): Promise<void> {
    const live = await this.generations.live();
    for (const generation of await this.generations.following()) {
      await this.exclusively(generation.id, () => change(generation)).catch(async (error: unknown) => {
        this.logger.error(error, `generation ${generation.id} can't be kept in step`);
        await this.generations.fail(generation.id, failureOf(error));
      });
    }
    if (live) await this.exclusively(live.id, () => change(live));
  }

  private async applyValidity(generation: IndexGeneration, changes: readonly ValidityChange[]): Promise<void> {
    const byTable = new Map<string, ValidityChange[]>();
    for (const change of changes) {
      const table = tableOf(generation, change);
      byTable.set(table, [...(byTable.get(table) ?? []), change]);
    }
    for (const [table, own] of byTable) await this.apply(table, own);
  }

  private async apply(table: string, changes: readonly ValidityChange[]): Promise<void> {
    const ended = changes.flatMap(({ revisionId, validTo }) => (validTo === null ? [] : [{ revisionId, validTo }]));
    const back = changes.filter(({ validTo }) => validTo === null).map(({ revisionId }) => revisionId);
    if (ended.length > 0) await this.writer.supersede(table, ended);
    if (back.length > 0) await this.writer.reinstate(table, back);
    this.wrote([table], changes.length);
  }

  /** Note that chunks were written, so that the tables are tidied up in time. None written: old versions are to go. */
  wrote(tables: readonly string[], chunks: number): void {
    for (const table of tables) {
      const before = this.written.get(table) ?? NOTHING;
      this.written.set(table, { chunks: before.chunks + chunks, writes: before.writes + 1 });
    }
    const isDue = [...this.written].some(([table, untidied]) => isDueNow(this.sizes.get(table) ?? 0, untidied));
    this.tidySoon(isDue ? 0 : OPTIMIZE_WHEN_QUIET_MS);
  }

  /** Compact now what was written since the last time, where it is worth what that costs. */
  async tidy(): Promise<void> {
    for (const [table, untidied] of [...this.written]) {
      if (untidied.chunks > 0 && !isDueWhenQuiet(this.sizes.get(table) ?? 0, untidied)) continue;
      await this.writer.optimize(table, { keepVersionsMs: KEEP_VERSIONS_MS });
      this.sizes.set(table, (await this.writer.stats(table)).chunks);
      // What was written meanwhile, and what failed, stays due.
      if (this.written.get(table) === untidied) this.written.delete(table);
      if (untidied.chunks > 0) this.aged.add(table);
    }
    this.tidyAged();
  }

  /** Wait for tidying that has begun, and begin no more. */
  async stop(): Promise<void> {
    if (this.quiet) clearTimeout(this.quiet);
    if (this.aging) clearTimeout(this.aging);
    if (this.doubling) clearTimeout(this.doubling);
    await this.tidying;
  }

  /** Look after all tables once, as at start: what an earlier process left undone. */
  async tidyLibrary(): Promise<void> {
    for (const { id } of await this.generations.all()) this.wrote([tableNameFor(id)], 0);
    this.lookForDoubles(DOUBLES_AFTER_MS);
  }

  /** Once after a time, and every day after that. */
  private lookForDoubles(afterMs: number): void {
    this.doubling = setTimeout(() => {
      this.lookForDoubles(DAY_MS);
      this.tidying = this.tidying
        .then(() => this.removeDoubles())
        .catch((error: unknown) => this.logger.error(error, 'looking for doubled rows failed'));
    }, afterMs);
  }

  /** What an earlier writer may have written beside this one, before it knew that it no longer was, and whatever else doubled a row. */
  private async removeDoubles(): Promise<void> {
    for (const { id } of await this.generations.all()) {
      const removed = await this.writer.removeDoubles(tableNameFor(id));
      if (removed > 0) this.logger.warn(`generation ${id}: ${removed} rows were there twice; one of each is left`);
    }
  }

  /** Forget a table that is being dropped. */
  forget(table: string): void {
    this.written.delete(table);
    this.sizes.delete(table);
    this.aged.delete(table);
  }

  async dropScratch(collectionId: string): Promise<void> {
    for (const { id } of await this.generations.all()) {
      const table = tableNameFor(id, collectionId);
      this.forget(table);
      await this.writer.dropTable(table);
    }
  }

  /** The versions that were kept for readers are given back once nobody can be reading them any more. */
  private tidyAged(): void {
    if (this.aging || this.aged.size === 0) return;
    this.aging = setTimeout(() => {
      this.aging = null;
      const tables = [...this.aged];
      this.aged.clear();
      this.wrote(tables, 0);
    }, KEEP_VERSIONS_MS + OPTIMIZE_WHEN_QUIET_MS);
  }

  private tidySoon(delayMs: number): void {
    if (this.quiet) clearTimeout(this.quiet);
    this.quiet = setTimeout(() => {
      this.tidying = this.tidying
        .then(() => this.tidy())
        .catch((error: unknown) => this.logger.error(error, 'compacting the index failed'));
    }, delayMs);
  }
}
