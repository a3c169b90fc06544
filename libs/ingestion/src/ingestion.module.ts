import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '#knowledge';
import { CreateCollection } from './create-collection.use-case.js';
import { FailRevision } from './fail-revision.js';
import { IndexRevisions } from './index-revisions.use-case.js';
import { IndexUpkeep } from './index-upkeep.js';
import { ManageDocuments } from './manage-documents.use-case.js';
import { ParseRevision } from './parse-revision.use-case.js';
import { RebuildIndex } from './rebuild-index.use-case.js';
import { SweepStrays } from './sweep-strays.use-case.js';
import { UploadDocuments } from './upload-documents.use-case.js';
import { WriterGate } from './writer-gate.js';

const clock = { provide: Clock, useClass: SystemClock };

/** The receiving half, for the API. Needs the library, access, audit and jobs modules to be global. */
@Module({
  providers: [CreateCollection, UploadDocuments, ManageDocuments, clock],
  exports: [CreateCollection, UploadDocuments, ManageDocuments],
})
export class ReceptionModule {}

/** The working half, for the worker; it also needs `ParserPool` and `Embedder`. */
@Module({
  providers: [FailRevision, ParseRevision, IndexRevisions, RebuildIndex, IndexUpkeep, WriterGate, SweepStrays, clock],
  exports: [ParseRevision, IndexRevisions, RebuildIndex, IndexUpkeep, WriterGate, SweepStrays],
})
export class IngestionModule {}
