import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule, AccessPolicy, People } from '#access';
import { AuditLog, AuditModule } from '#audit';
import { projectRoot } from '#config';
import { DatabaseModule } from '#database';
import { createDecision, decisionTransition } from '#contracts';
import {
  AnswerRecordRepository,
  DecisionDefaults,
  DecisionReaders,
  DecisionRepository,
  FeedbackCheck,
  FeedbackModule,
  GiveFeedback,
  KeepingMemoryModule,
  MemoryModule,
  MoveDecision,
  RecordDecision,
  RecordErasureModule,
  RecordsModule,
} from '#decisions';
import {
  CarryOutRemoval,
  ManageDocuments,
  ParserPool,
  ReceptionModule,
  RemoveCollections,
  UnpackRoom,
  readingProviders,
} from '#ingestion';
import { JobQueues, JobsModule } from '#jobs';
import { Clock, type Principal, sha256Hex } from '#knowledge';
import {
  type ArrivedFile,
  BlobStore,
  CollectionRemovalRepository,
  CollectionRepository,
  DocumentRegister,
  DocumentRepository,
  EraseDocument,
  Holds,
  LibraryModule,
  MemberRepository,
  RevisionRepository,
  type S3BlobPlace,
} from '#library';
import { ModelsModule } from '#models';
import { SearchIndexModule } from '#search-index';
import { Erase, ManageHolds, Retention, StewardshipModule } from '#stewardship';
import { Vault, VaultModule } from '#vault';
import { DataSource } from 'typeorm';
import { aBody } from '../vault/open-vault.js';

/** A clock that a test can set. */
export class TestClock extends Clock {
  at = new Date('2031-01-01T00:00:00Z');
  now(): Date {
    return this.at;
  }
}

export async function openStewardship(
  url: string,
  folder: string,
  needsFourEyes = false,
  blobs: string | S3BlobPlace = join(folder, 'blobs'),
) {
  const clock = new TestClock();
  const shared = [
    DatabaseModule.connect(url, 6),
    AuditModule,
    VaultModule.with({ file: join(folder, 'vault-keys'), isManaged: true, command: null }),
    LibraryModule.in(blobs),
    SearchIndexModule.at({ uri: join(folder, 'index') }),
    ModelsModule.from(
      { ...SERVERS, outbound: { privateHosts: [] }, paths: { models: join(folder, 'models') } },
      join(projectRoot(), 'models'),
    ),
    JobsModule.on({ kind: 'postgres', url }, () => undefined),
    AccessModule,
    ReceptionModule,
    RecordsModule,
    RecordErasureModule,
    FeedbackModule,
    MemoryModule,
    KeepingMemoryModule,
    StewardshipModule.with({ needsFourEyes }),
  ];
  // Nothing is read here.
  const limits = { maxMembers: 1, maxDepth: 1, maxBytes: 1, maxRatio: 2 };
  const reading = readingProviders({ size: 1 }, { folder: join(folder, 'unpack'), limits });
  const defaults = { provide: DecisionDefaults, useValue: { approvals: 0 } };
  @Global()
  @Module({
    imports: shared,
    providers: [...reading, defaults],
    exports: [...shared, ParserPool, UnpackRoom, DecisionDefaults],
  })
  class Shared {}
  @Module({ imports: [Shared] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: false, abortOnError: false });
  const source = app.get(DataSource);
  // Modules bring a clock of their own; time passes here as a test wants it.
  Reflect.set(app.get(Retention), 'clock', clock);
  const person = async (name: string, role: Principal['role']): Promise<Principal> => {
    const userId = await source.transaction((manager) => app.get(People).add(manager, { name, role }));
    return { userId, name, role, via: 'key' };
  };
  const [admin, other, anna] = [
    await person('Ada', 'administrator'),
    await person('Otto', 'administrator'),
    await person('Anna', 'reader'),
  ];
  const move = (by: Principal, id: string, action: string, version: number, reason = '') =>
    app.get(MoveDecision, { strict: false }).run(by, id, decisionTransition.parse({ action, version, reason }));
  const collection = await app.get(CollectionRepository).create('Payroll', 'library');
  const carrying = new CarryOutRemoval(
    ...([source, app.get(AccessPolicy), app.get(People), app.get(CollectionRemovalRepository)] as const),
    ...([app.get(DocumentRegister), app.get(MemberRepository), app.get(Holds), app.get(JobQueues)] as const),
    ...([app.get(AuditLog), clock] as const),
  );
  return {
    ...{ app, source, clock, admin, other, anna, collection },
    holds: app.get(Holds),
    managingHolds: app.get(ManageHolds),
    erasing: app.get(Erase),
    retention: app.get(Retention),
    managing: app.get(ManageDocuments),
    documents: app.get(DocumentRepository),
    register: app.get(DocumentRegister),
    erasingDocuments: app.get(EraseDocument),
    collections: app.get(CollectionRepository),
    blobs: app.get(BlobStore),
    records: app.get(AnswerRecordRepository),
    log: app.get(AuditLog),
    removing: app.get(RemoveCollections, { strict: false }),
    /** The removal's work, as a worker does it. */
    carryOut: (removal: string, signal = new AbortController().signal) => carrying.run(removal, signal),
    giving: app.get(GiveFeedback, { strict: false }),
    feedbackCheck: app.get(FeedbackCheck, { strict: false }),
    vault: app.get(Vault),
    /** A document with its file and one passage. */
    async aDocument(text: string, matter?: string): Promise<{ id: string; sha256: string; revisionId: string }> {
      const sha256 = sha256Hex(text);
      const metadata: Record<string, string> = matter ? { matter } : {};
      const temporary = join(folder, randomUUID());
      await writeFile(temporary, text);
      await app.get(BlobStore).adopt(temporary, sha256);
      const file = {
        path: `${randomUUID()}.txt`,
        fileName: 'a.txt',
        sha256,
        sizeBytes: text.length,
        mediaType: 'text/plain',
      };
      const [made] = await source.transaction((manager) =>
        app
          .get(DocumentRegister)
          .register(manager, collection.id, [{ ...file, title: 'A secret', metadata }], clock.now()),
      );
      const { documentId: id, revisionId } = made!;
      const chunk = { start: 0, end: text.length, page: 1, lastPage: 1, headingPath: [], tokens: 4 };
      const parsed = { title: 'A secret', metadata, text, pages: [], pageCount: 1, notes: [] };
      await app.get(RevisionRepository).saveParsed(revisionId, { ...parsed, chunks: [chunk] });
      return { id, sha256, revisionId };
    },
    /** Documents of the collection whose files nobody has read yet, which is quick. */
    manyDocuments: (count: number) =>
      source.transaction((manager) => {
        const file = { sha256: 'a'.repeat(64), sizeBytes: 1, mediaType: 'text/plain', title: 'A file', metadata: {} };
        const files = Array.from({ length: count }, (_, i): ArrivedFile => {
          return { ...file, path: `${i}.txt`, fileName: `${i}.txt` };
        });
        return app.get(DocumentRegister).register(manager, collection.id, files, clock.now());
      }),
    /** A sealed record of somebody's, about documents. @returns Its id. */
    async aRecord(of: Principal, documentIds: readonly string[] = [], matter: string | null = null): Promise<string> {
      const body = aBody('What is the bonus?', documentIds);
      const asked = { ...body.asked, matter };
      const askedBy = { ...body.askedBy, id: of.userId, name: of.name };
      await app.get(AnswerRecordRepository).seal({ ...body, asked, askedBy, askedAt: clock.now().toISOString() });
      return body.id;
    },
    decisions: app.get(DecisionRepository, { strict: false }),
    move,
    /** Whose eyes decisions are read with. */
    readerOf: (principal: Principal) => app.get(DecisionReaders, { strict: false }).of(principal),
    /** @returns Its id. */
    aDraft(by: Principal, records: readonly string[], more: Record<string, unknown> = {}): Promise<string> {
      const content = {
        question: 'Is the moonstone bonus due?',
        choice: 'Yes',
        reason: 'The moonstone rule.',
        records,
      };
      return app.get(RecordDecision, { strict: false }).run(by, createDecision.parse({ ...content, ...more }));
    },
    /** A record cites the first words of a document. */
    async reliesOn(record: string, document: string, revision: string): Promise<void> {
      await source.query(
        `INSERT INTO relied_on (id, holder_kind, holder_id, role, document_id, page, revision_id, start_offset, end_offset, held_against)
         VALUES (gen_random_uuid(), 'record', $1, 'cited', $2, 1, $3::uuid, 0, 4, $3::text)`,
        [record, document, revision],
      );
    },
    /** A decision that somebody made on answers of theirs, approved. @returns Its id. */
    async aDecision(by: Principal, records: readonly string[], more: Record<string, unknown> = {}): Promise<string> {
      const id = await this.aDraft(by, records, more);
      for (const [i, action] of ['propose', 'approve'].entries()) await move(by, id, action, i + 1);
      return id;
    },
    close: () => app.close(),
  };
}
export type OpenStewardship = Awaited<ReturnType<typeof openStewardship>>;

const NOBODY = { embedder: null, reranker: null, generator: null, reasoner: null, extractor: null };
/** Never asked. */
const SERVERS = { inference: { url: 'http://127.0.0.1:9', secret: 'a secret of a test' }, remote: NOBODY };
