import { Module } from '@nestjs/common';
import { LibraryPassageSource } from './library-passage-source.adapter.js';
import { PassageSource } from './passage-source.port.js';
import { RerankStage } from './rerank-stage.js';
import { RetrievePassages } from './retrieve-passages.use-case.js';
import { SearchScopes } from './search-scope.js';

/** Needs the library, search-index and models modules to be global. */
@Module({
  providers: [RetrievePassages, RerankStage, SearchScopes, { provide: PassageSource, useClass: LibraryPassageSource }],
  exports: [RetrievePassages, SearchScopes],
})
export class RetrievalModule {}
