import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ManageSavedSearches } from './manage-saved-searches.use-case.js';
import { ReadSavedSearches } from './read-saved-searches.use-case.js';
import { SavedSearchEntity } from './saved-search.entity.js';
import { SavedSearchRepository } from './saved-search.repository.js';
import { SearchAlertEntity } from './search-alert.entity.js';
import { WatchSearches } from './watch-searches.use-case.js';

const tables = TypeOrmModule.forFeature([SavedSearchEntity, SearchAlertEntity]);

/** The half for the API: saved searches and their alerts. Needs the rooms to its left to be global. */
@Module({
  imports: [tables],
  providers: [SavedSearchRepository, ManageSavedSearches, ReadSavedSearches],
  exports: [ManageSavedSearches, ReadSavedSearches],
})
export class SavedSearchesModule {}

/** The half for the worker: it looks. */
@Module({ imports: [tables], providers: [SavedSearchRepository, WatchSearches], exports: [WatchSearches] })
export class SearchWatchModule {}
