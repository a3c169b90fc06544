import { Module } from '@nestjs/common';
import { AlertsController, SavedSearchesController } from './saved-searches.controller.js';
import { SearchController } from './search.controller.js';
import { SearchDesk } from './search-desk.js';

/** Search, searches that are kept, and what they tell of. */
@Module({
  controllers: [SearchController, SavedSearchesController, AlertsController],
  providers: [SearchDesk],
  exports: [SearchDesk],
})
export class SearchApiModule {}
