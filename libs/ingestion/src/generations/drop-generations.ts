import { Injectable } from '@nestjs/common';
import { CollectionRepository } from '#library';
import { IndexGenerationRepository, IndexStore, IndexWriter, generationOfTable, scratchOfTable } from '#search-index';
import { IndexUpkeep } from '../index-upkeep.js';

/**
 * Drops the tables of generations that nobody knows any more, and those of scratch collections that went while nobody could be told.
 * Safe to run at any time. Writer process only.
 */
@Injectable()
export class DropGenerations {
  constructor(
    private readonly generations: IndexGenerationRepository,
    private readonly collections: CollectionRepository,
    private readonly store: IndexStore,
    private readonly writer: IndexWriter,
    private readonly upkeep: IndexUpkeep,
  ) {}

  async run(): Promise<void> {
    // Tables first: a generation, and a collection, is known before it has one.
    const tables = await this.store.tableNames();
    const known = new Set((await this.generations.all()).map(({ id }) => id));
    for (const table of tables) {
      const generation = generationOfTable(table);
      if (generation === null || (known.has(generation) && (await this.isOfSomething(table)))) continue;
      this.upkeep.forget(table);
      await this.writer.dropTable(table);
    }
  }

  private async isOfSomething(table: string): Promise<boolean> {
    const scratch = scratchOfTable(table);
    return scratch === null || (await this.collections.byId(scratch)) !== null;
  }
}
