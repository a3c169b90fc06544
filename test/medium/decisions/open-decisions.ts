import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule, AccessPolicy, Walls } from '#access';
import { AuditModule } from '#audit';
import { createDecision, decisionTransition } from '#contracts';
import { DatabaseModule } from '#database';
import {
  AnswerRecordRepository,
  DecisionDefaults,
  DoubtsModule,
  FindingDoubtsModule,
  KeepingMemoryModule,
  MemoryModule,
  MoveDecision,
  RecordDecision,
  RecordErasureModule,
  type RecordBody,
} from '#decisions';
import { type Principal, type Role, sha256Hex } from '#knowledge';
import {
  type Collection,
  CollectionRepository,
  DocumentRegister,
  LibraryChangeRepository,
  LibraryModule,
  MatterRepository,
  RevisionRepository,
} from '#library';
import { Embedders } from '#models';
import { IndexGenerationRepository, SearchIndexModule } from '#search-index';
import { HashEmbedder } from '#testing';
import { VaultModule } from '#vault';
import { DataSource } from 'typeorm';

/** A place in a revision that an answer cites. */
export interface Cited {
  readonly documentId: string;
  readonly revisionId: string;
  readonly span: { readonly start: number; readonly end: number };
}

/**
 * Library and decisions on a database and an index of their own, with the moves that tests are made of.
 * @param isSealing Whether there is a vault; without one everything is written as it was before there were any.
 */
export async function openDecisions(url: string, isSealing = true) {
  const folder = await mkdtemp(join(tmpdir(), 'chancery-decisions-'));
  const embedders = { of: () => new HashEmbedder() };
  const shared = [
    AuditModule,
    AccessModule,
    ...(isSealing ? [VaultModule.with({ file: join(folder, 'vault-keys'), isManaged: true, command: null })] : []),
    LibraryModule.in(join(folder, 'blobs')),
    SearchIndexModule.at({ uri: join(folder, 'index') }),
  ];
  @Global()
  @Module({
    imports: shared,
    providers: [
      { provide: DecisionDefaults, useValue: { approvals: 0 } },
      { provide: Embedders, useValue: embedders },
    ],
    exports: [...shared, DecisionDefaults, Embedders],
  })
  class Neighbours {}
  const rooms = [
    ...(isSealing ? [RecordErasureModule] : []),
    MemoryModule,
    KeepingMemoryModule,
    DoubtsModule,
    FindingDoubtsModule,
  ];
  @Module({ imports: [DatabaseModule.connect(url, 8), Neighbours, ...rooms] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: ['error'] });
  const source = app.get(DataSource);
  const register = app.get(DocumentRegister);
  const revisions = app.get(RevisionRepository);
  const changes = app.get(LibraryChangeRepository);
  const records = app.get(AnswerRecordRepository, { strict: false });
  const recording = app.get(RecordDecision, { strict: false });
  const moving = app.get(MoveDecision, { strict: false });
  const { dimensions, id } = await new HashEmbedder().model();
  await app.get(IndexGenerationRepository).liveOrFirst(id, dimensions, 1);

  const world = {
    app,
    source,
    folder,
    records,
    register,
    collections: app.get(CollectionRepository),

    async person(name: string, role: Role, granted: readonly Collection[] = []): Promise<Principal> {
      const principal: Principal = { userId: randomUUID(), name, role, via: 'key' };
      await source.query('INSERT INTO users (id, name, role, created_at) VALUES ($1, $2, $3, now())', [
        ...[principal.userId, name, role],
      ]);
      for (const collection of granted)
        await source.query('INSERT INTO access_grants (subject_id, object_id, is_denied) VALUES ($1, $2, false)', [
          ...[principal.userId, collection.id],
        ]);
      return principal;
    },

    /** Put a text at a place of a collection and make it current. */
    async publish(collection: Collection, path: string, text: string, metadata: Record<string, string> = {}) {
      const file = { path, fileName: path, sha256: sha256Hex(text), sizeBytes: text.length, title: path };
      const [placed] = await source.transaction((manager) =>
        register.register(manager, collection.id, [{ ...file, mediaType: 'text/plain', metadata }], new Date()),
      );
      const { documentId, revisionId } = placed!;
      const chunk = { start: 0, end: text.length, page: 1, lastPage: 1, headingPath: [], tokens: 4 };
      const rest = { pages: [{ page: 1, start: 0, end: text.length }], pageCount: 1, notes: [], chunks: [chunk] };
      await revisions.saveParsed(revisionId, { title: path, metadata, text, ...rest });
      const at = new Date();
      const change = await changes.nextChange(at);
      await source.transaction((manager) => changes.goLive(manager, [revisionId], change, at));
      return {
        documentId,
        revisionId,
        cite: (quote: string): Cited => {
          const start = text.indexOf(quote);
          return { documentId, revisionId, span: { start, end: start + quote.length } };
        },
      };
    },

    /** The record of an answer that somebody was given. */
    async answer({ userId, name, role, via }: Principal, cites: readonly Cited[], matter: string | null = null) {
      const asked = {
        question: 'When are claims due?',
        collections: [],
        filter: {},
        matter,
        model: null,
        followUp: null,
      };
      const body = {
        ...{
          version: 2,
          id: randomUUID(),
          askedAt: new Date().toISOString(),
          askedBy: { id: userId, name, role, via },
        },
        ...{ asked, passages: [] },
        corpus: { change: 1, coverage: { searched: 1, unreadable: 0 }, indexTables: [] },
        trace: {
          outcome: 'answered',
          mode: 'quoted',
          answer: 'Soon.',
          steps: [{}],
          ...{ model: null, retrieval: { embedder: null } },
          citations: cites.map((each) => ({ ...each, page: 1 })),
        },
      } as unknown as RecordBody;
      await records.seal(body);
      return body.id;
    },

    async draft(principal: Principal, recordIds: readonly string[], more: Record<string, unknown> = {}) {
      const content = { question: 'Do we pay?', choice: 'Yes', reason: 'It is due.', records: recordIds, ...more };
      return recording.run(principal, createDecision.parse(content));
    },

    async decided(principal: Principal, recordIds: readonly string[], more: Record<string, unknown> = {}) {
      const made = await world.draft(principal, recordIds, more);
      await world.move(principal, made, 'propose', 1);
      await world.move(principal, made, 'approve', 2);
      return made;
    },

    move: (principal: Principal, decision: string, action: string, version: number, more: object = {}) =>
      moving.run(principal, decision, decisionTransition.parse({ action, version, ...more })),

    /** A matter of this number, and what builds a wall around it that somebody is barred by. */
    async walledFrom({ userId }: Principal, number: string): Promise<() => Promise<string>> {
      const visibility = await app
        .get(AccessPolicy)
        .visibilityOf({ userId, name: '', role: 'administrator', via: 'key' });
      const matters = app.get(MatterRepository);
      const known = await matters.find(visibility, number);
      const added = known ?? (await source.transaction((each) => matters.add(each, number, number, new Date()))).matter;
      const around = {
        subjects: [{ kind: 'person' as const, id: userId }],
        objects: [{ kind: 'matter' as const, id: added.id }],
      };
      return () =>
        source.transaction((each) => app.get(Walls).build(each, { name: randomUUID(), reason: '', ...around }));
    },

    async close() {
      await app.close();
      await rm(folder, { recursive: true });
    },
  };
  return world;
}

export type OpenDecisions = Awaited<ReturnType<typeof openDecisions>>;
