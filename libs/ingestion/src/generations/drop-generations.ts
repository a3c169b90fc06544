import { Injectable } from '@nestjs/common';
import { IndexGenerationRepository, IndexStore, IndexWriter, generationOfTable } from '#search-index';
import { IndexUpkeep } from '../index-upkeep.js';

/** Drops the tables of generations that nobody knows any more. Safe to run at any time. Writer process only. */
@Injectable()
export class DropGenerations {
  constructor(
    private readonly generations: IndexGenerationRepository,
    private readonly store: IndexStore,
    private readonly writer: IndexWriter,
    private readonly upkeep: IndexUpkeep,
  ) {}

  async run(): Promise<void> {
    // Tables first: a generation is known before it has one.
    const tables = await this.store.tableNames();
    const known = new Set((await this.generations.all()).map(({ id }) => id));
    for (const table of tables) {
      const generation = generationOfTable(table);
      if (generation === null || known.has(generation)) continue;
      this.upkeep.forget(table);
      await this.writer.dropTable(table);
    }
  }
}
