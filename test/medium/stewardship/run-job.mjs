// One background job in a process of its own, so that a test can kill it: JOB DATABASE FOLDER TIME.
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule, AccessPolicy, People } from '#access';
import { AuditLog, AuditModule } from '#audit';
import { DatabaseModule } from '#database';
import {
  DecisionDefaults,
  DecisionRegisterModule,
  DoubtsModule,
  FindDoubts,
  FindingDoubtsModule,
  RecordErasureModule,
  RecordsModule,
  SealOlderDecisions,
  SealOlderRecords,
} from '#decisions';
import { CarryOutRemoval } from '#ingestion';
import { JobQueues, JobsModule } from '#jobs';
import { CollectionRemovalRepository, DocumentRegister, Holds, LibraryModule, MemberRepository } from '#library';
import { Retention, StewardshipModule } from '#stewardship';
import { VaultModule } from '#vault';
import { DataSource } from 'typeorm';

const [job, url, folder, at] = process.argv.slice(2);
const shared = [
  DatabaseModule.connect(url, 4),
  AuditModule,
  VaultModule.with({ file: join(folder, 'vault-keys'), isManaged: true, command: null }),
  LibraryModule.in(join(folder, 'blobs')),
  JobsModule.on({ kind: 'postgres', url }, () => undefined),
  AccessModule,
  RecordsModule,
  RecordErasureModule,
  DecisionRegisterModule,
  DoubtsModule,
  FindingDoubtsModule,
  StewardshipModule.with({ needsFourEyes: false }),
];
class Shared {}
const defaults = { provide: DecisionDefaults, useValue: { approvals: 0 } };
Module({ imports: shared, providers: [defaults], exports: [...shared, DecisionDefaults] })(Shared);
Global()(Shared);
class Rooms {}
Module({ imports: [Shared] })(Rooms);

const app = await NestFactory.createApplicationContext(Rooms, { logger: ['error'], abortOnError: false });
const { signal } = new AbortController();
Reflect.set(app.get(Retention), 'clock', { now: () => new Date(at) });
const JOBS = {
  records: () => app.get(SealOlderRecords).run(signal),
  decisions: () => app.get(SealOlderDecisions).run(signal),
  retention: () => app.get(Retention).run('system', false),
  removal: async () => {
    const [id] = await app.get(CollectionRemovalRepository).atWork();
    const rooms = [DataSource, AccessPolicy, People, CollectionRemovalRepository, DocumentRegister];
    const beside = [MemberRepository, Holds, JobQueues, AuditLog];
    const given = [...rooms, ...beside].map((each) => app.get(each));
    await new CarryOutRemoval(...given, { now: () => new Date(at) }).run(id, signal);
  },
  affected: () => app.get(FindDoubts).run(signal),
};
await JOBS[job]();
await app.close();
