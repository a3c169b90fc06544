import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '#knowledge';
import { FailRevision } from './fail-revision.js';
import { IndexRevisions } from './index-revisions.use-case.js';
import { IndexUpkeep } from './index-upkeep.js';
import { ManageDocuments } from './manage-documents.use-case.js';
import { ParseRevision } from './parse-revision.use-case.js';
import { SweepStrays } from './sweep-strays.use-case.js';
import { UploadDocuments } from './upload-documents.use-case.js';

const clock = { provide: Clock, useClass: SystemClock };

/** The receiving half, for the API. Needs the library, access, audit and jobs modules to be global. */
@Module({ providers: [UploadDocuments, ManageDocuments, clock], exports: [UploadDocuments, ManageDocuments] })
export class ReceptionModule {}

/** The working half, for the worker; it also needs `ParserPool` and `Embedder`. */
@Module({
  providers: [FailRevision, ParseRevision, IndexRevisions, IndexUpkeep, SweepStrays, clock],
  exports: [ParseRevision, IndexRevisions, IndexUpkeep, SweepStrays],
})
export class IngestionModule {}
