import { Module } from '@nestjs/common';
import { BrowseDocuments } from './browse-documents.js';
import { CountMatches } from './count-matches.js';
import { FindLikeness } from './find-likeness.use-case.js';
import { FindPassages } from './find-passages.use-case.js';
import { LibraryPassageSource } from './library-passage-source.adapter.js';
import { PassageSource } from './passage-source.port.js';
import { QuestionReader } from './question-reader.js';
import { ReadSurroundings } from './read-surroundings.js';
import { RerankStage } from './rerank-stage.js';
import { RetrievePassages } from './retrieve-passages.use-case.js';
import { SearchScopes } from './search-scope.js';

/** Needs the library, search-index and models modules to be global. */
@Module({
  providers: [
    ...[RetrievePassages, QuestionReader, RerankStage, BrowseDocuments, CountMatches, SearchScopes],
    ...[FindLikeness, FindPassages, ReadSurroundings],
    { provide: PassageSource, useClass: LibraryPassageSource },
  ],
  exports: [FindPassages, ReadSurroundings, RetrievePassages, SearchScopes],
})
export class RetrievalModule {}
