import { Injectable, Logger } from '@nestjs/common';
import { LibraryChangeRepository, type ValidityChange } from '#library';
import { IndexGenerationRepository, IndexWriter, tableNameFor } from '#search-index';

/** Rows that no index holds yet are searched by scanning; past this many that shows. */
const OPTIMIZE_AFTER_CHUNKS = 4_000;
/** A table that has been quiet for this long is tidied up. */
const OPTIMIZE_WHEN_QUIET_MS = 3_000;
/** Readers in the middle of a search keep their version of the table for so long. */
const KEEP_VERSIONS_MS = 10 * 60 * 1000;
const VALIDITY_BATCH = 1_000;

/** Keeps the index in step and in shape: ends of validity, compaction, tables that are gone. Writer process only. */
@Injectable()
export class IndexUpkeep {
  private readonly logger = new Logger(IndexUpkeep.name);
  private readonly written = new Map<string, number>();
  private readonly aged = new Set<string>();
  private quiet: NodeJS.Timeout | null = null;
  private aging: NodeJS.Timeout | null = null;
  private tidying: Promise<void> = Promise.resolve();

  constructor(
    private readonly changes: LibraryChangeRepository,
    private readonly generations: IndexGenerationRepository,
    private readonly writer: IndexWriter,
  ) {}

  /** Bring the index's idea of what is current in line with the library's. */
  async syncValidity(): Promise<void> {
    const generation = await this.generations.live();
    if (!generation) return;
    for (;;) {
      const changes = await this.changes.unsyncedValidity(VALIDITY_BATCH);
      if (changes.length === 0) return;
      const byTable = new Map<string, ValidityChange[]>();
      for (const change of changes) {
        const table = tableNameFor(generation.id, change.isScratch ? change.collectionId : undefined);
        byTable.set(table, [...(byTable.get(table) ?? []), change]);
      }
      for (const [table, own] of byTable) await this.apply(table, own);
      await this.changes.markValiditySynced(changes);
      if (changes.length < VALIDITY_BATCH) return;
    }
  }

  private async apply(table: string, changes: readonly ValidityChange[]): Promise<void> {
    const ended = changes.flatMap(({ revisionId, validTo }) => (validTo === null ? [] : [{ revisionId, validTo }]));
    const back = changes.filter(({ validTo }) => validTo === null).map(({ revisionId }) => revisionId);
    if (ended.length > 0) await this.writer.supersede(table, ended);
    if (back.length > 0) await this.writer.reinstate(table, back);
    this.wrote([table], changes.length);
  }

  /** Note that chunks were written, so that the tables are tidied up in time. */
  wrote(tables: readonly string[], chunks: number): void {
    for (const table of tables) this.written.set(table, (this.written.get(table) ?? 0) + chunks);
    if (Math.max(...this.written.values()) >= OPTIMIZE_AFTER_CHUNKS) this.tidySoon(0);
    else this.tidySoon(OPTIMIZE_WHEN_QUIET_MS);
  }

  /** Compact now what was written since the last time. */
  async tidy(): Promise<void> {
    for (const [table, chunks] of [...this.written]) {
      await this.writer.optimize(table, { keepVersionsMs: KEEP_VERSIONS_MS });
      // What was written meanwhile, and what failed, stays due.
      if (this.written.get(table) === chunks) this.written.delete(table);
      if (chunks > 0) this.aged.add(table);
    }
    this.tidyAged();
  }

  /** Wait for tidying that has begun, and begin no more. */
  async stop(): Promise<void> {
    if (this.quiet) clearTimeout(this.quiet);
    if (this.aging) clearTimeout(this.aging);
    await this.tidying;
  }

  /** Look after all tables once, as at start: what an earlier process left undone. */
  async tidyLibrary(): Promise<void> {
    const generation = await this.generations.live();
    if (generation) this.wrote([tableNameFor(generation.id)], 0);
  }

  async dropScratch(collectionId: string): Promise<void> {
    const generation = await this.generations.live();
    if (!generation) return;
    const table = tableNameFor(generation.id, collectionId);
    this.written.delete(table);
    await this.writer.dropTable(table);
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
