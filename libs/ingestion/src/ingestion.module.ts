import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '#knowledge';
import { ChangeCollection } from './change-collection.use-case.js';
import { CreateCollection } from './create-collection.use-case.js';
import { DescribeRevision } from './describing/index.js';
import { FailRevision } from './fail-revision.js';
import { FillGeneration } from './generations/fill-generation.js';
import {
  DropGenerations,
  FollowIndex,
  ManageIndex,
  RebuildIndex,
  RenewIndex,
  SwitchIndex,
} from './generations/index.js';
import { IndexRevisions } from './index-revisions.use-case.js';
import { IndexUpkeep } from './index-upkeep.js';
import { ManageDocuments } from './manage-documents.use-case.js';
import { ParseRevision } from './parse-revision.use-case.js';
import { CarryOutRemoval, RemoveCollections } from './removal/index.js';
import { StoreParsed } from './unpacking/index.js';
import { SweepStrays } from './sweep-strays.use-case.js';
import { PutUnderMatter } from './put-under-matter.use-case.js';
import { UnlockDocument } from './unlock-document.use-case.js';
import { UploadDocuments } from './upload-documents.use-case.js';
import { WriterGate } from './writer-gate.js';

const clock = { provide: Clock, useClass: SystemClock };

/** The receiving half, for the API. Needs the library, access, audit and jobs modules to be global, `ParserPool` and `UnpackRoom` too. */
@Module({
  providers: [
    UnlockDocument,
    StoreParsed,
    CreateCollection,
    ChangeCollection,
    UploadDocuments,
    ManageDocuments,
    RemoveCollections,
    PutUnderMatter,
    ManageIndex,
    clock,
  ],
  exports: [
    UnlockDocument,
    CreateCollection,
    ChangeCollection,
    UploadDocuments,
    ManageDocuments,
    RemoveCollections,
    PutUnderMatter,
    ManageIndex,
  ],
})
export class ReceptionModule {}

/** Taking files in, and collections for them, for what brings documents by itself. Needs the same modules to be global. */
@Module({
  providers: [CreateCollection, UploadDocuments, clock],
  exports: [CreateCollection, UploadDocuments],
})
export class TakingModule {}

const WORKING = [
  ...[ParseRevision, IndexRevisions, IndexUpkeep, WriterGate, SweepStrays, DescribeRevision, CarryOutRemoval],
  ...[RebuildIndex, SwitchIndex, FollowIndex, RenewIndex, DropGenerations],
];

/** The working half, for the worker; it also needs `ParserPool`, `UnpackRoom` and the models. */
@Module({
  providers: [...WORKING, FailRevision, StoreParsed, FillGeneration, clock],
  exports: WORKING,
})
export class IngestionModule {}
