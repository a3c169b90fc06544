import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EntryIndex } from './entry-index.js';
import { EntryWriter } from './entry-writer.js';
import { IndexGenerationEntity } from './index-generation.entity.js';
import { IndexGenerationRepository } from './index-generation.repository.js';
import { CACHES, type IndexCaches, type IndexLocation, IndexStore } from './index-store.js';
import { IndexWriter } from './index-writer.js';
import { SearchIndex } from './search-index.js';

/** The search index. {@link IndexWriter} is for the one process that holds the writer's lease. */
@Module({})
export class SearchIndexModule {
  static at(location: IndexLocation, caches: IndexCaches = CACHES): DynamicModule {
    return {
      module: SearchIndexModule,
      imports: [TypeOrmModule.forFeature([IndexGenerationEntity])],
      providers: [
        IndexGenerationRepository,
        { provide: IndexStore, useFactory: () => new IndexStore(location, caches) },
        { provide: SearchIndex, useFactory: (store: IndexStore) => new SearchIndex(store), inject: [IndexStore] },
        { provide: IndexWriter, useFactory: (store: IndexStore) => new IndexWriter(store), inject: [IndexStore] },
        { provide: EntryIndex, useFactory: (store: IndexStore) => new EntryIndex(store), inject: [IndexStore] },
        { provide: EntryWriter, useFactory: (store: IndexStore) => new EntryWriter(store), inject: [IndexStore] },
      ],
      exports: [IndexGenerationRepository, IndexStore, SearchIndex, IndexWriter, EntryIndex, EntryWriter],
    };
  }
}
