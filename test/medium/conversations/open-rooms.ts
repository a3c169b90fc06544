import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule } from '#access';
import { AuditLog, AuditModule } from '#audit';
import { AskInConversation, ConversationsModule, ManageConversations, ReadConversations } from '#conversations';
import { DatabaseModule } from '#database';
import {
  AnswerRecordRepository,
  type AskedQuestion,
  Decide,
  FeedbackCheck,
  FeedbackModule,
  FeedbackRepository,
  GiveFeedback,
  type RecordBody,
  type RecordedAnswer,
  RecordsModule,
  type SealAlongside,
  SealOlderFeedback,
} from '#decisions';
import { Clock, type Principal, type Role, SystemClock, sha256Hex } from '#knowledge';
import {
  type Collection,
  LibraryModule,
  CollectionRepository,
  DocumentRegister,
  DocumentRepository,
  LibraryChangeRepository,
  RevisionRepository,
} from '#library';
import { VaultModule } from '#vault';
import { DataSource } from 'typeorm';

/** An answer that is given to a question: the documents that it cites, or null for a refusal. */
export interface ScriptedAnswer {
  readonly text: string;
  readonly cites: readonly string[];
  /** The question as it was filled up from the exchange before; absent when it was asked as typed. */
  readonly rewrite?: string;
}

/** Answers from a script, and seals as the real one does: records, transaction and log are real. */
export class ScriptedDecide {
  readonly asked: AskedQuestion[] = [];
  next: ScriptedAnswer | Error | null = null;
  /** Waits before it seals. */
  gate: Promise<void> = Promise.resolve();

  constructor(private readonly records: AnswerRecordRepository) {}

  async run(
    principal: Principal,
    asked: AskedQuestion,
    _emit: unknown,
    signal: AbortSignal,
    alongside?: SealAlongside,
  ): Promise<RecordedAnswer> {
    this.asked.push(asked);
    const { next } = this;
    await this.gate;
    if (next instanceof Error) throw next;
    signal.throwIfAborted();
    const body = aBody(principal, asked, next);
    const log = await this.records.seal(body, alongside);
    return { recordId: body.id, question: asked.question, log } as unknown as RecordedAnswer;
  }
}

export function aBody(principal: Principal, asked: AskedQuestion, answer: ScriptedAnswer | null): RecordBody {
  const { userId: id, name, role, via } = principal;
  const trace = {
    ...{ outcome: answer ? 'answered' : 'refused', mode: 'quoted', answer: answer?.text ?? '', steps: [] },
    ...{ model: null, retrieval: { embedder: null } },
    rewrites: answer?.rewrite ? [{ from: asked.question, to: answer.rewrite, reason: 'pronoun' }] : [],
    citations: (answer?.cites ?? []).map((documentId) => ({ documentId, quote: answer?.text })),
  } as unknown as RecordBody['trace'];
  return {
    ...{ version: 2, id: randomUUID(), askedAt: new Date().toISOString(), askedBy: { id, name, role, via }, asked },
    corpus: { change: 1, coverage: { searched: 1, unreadable: 0 }, indexTables: [] },
    ...{ service: { version: '0', runtime: 'node' }, passages: [], trace },
  };
}

export const aQuestion = (question: string): AskedQuestion => ({
  ...{ question, collections: [], filter: {}, matter: null, model: null, followUp: null },
});

/**
 * Rooms from library to conversations on a database of their own.
 * @param isSealing Whether there is a vault; without one everything is written as it was before there were any.
 */
export async function openRooms(url: string, isSealing = true) {
  const blobs = await mkdtemp(join(tmpdir(), 'chancery-blobs-'));
  const key = { file: join(blobs, 'vault-keys'), isManaged: true, command: null };
  const vault = isSealing ? [VaultModule.with(key)] : [];
  @Global()
  @Module({
    imports: [...vault, AccessModule, AuditModule, LibraryModule.in(blobs), RecordsModule, FeedbackModule],
    providers: [
      { provide: Clock, useClass: SystemClock },
      {
        provide: Decide,
        useFactory: (records: AnswerRecordRepository) => new ScriptedDecide(records),
        inject: [AnswerRecordRepository],
      },
    ],
    exports: [...vault, AccessModule, AuditModule, LibraryModule, RecordsModule, FeedbackModule, Clock, Decide],
  })
  class Rooms {}
  @Module({ imports: [DatabaseModule.connect(url, 8), Rooms, ConversationsModule] })
  class App {}
  const app = await NestFactory.createApplicationContext(App, { logger: ['error'] });
  const source = app.get(DataSource);
  const register = app.get(DocumentRegister);
  const revisions = app.get(RevisionRepository);
  const changes = app.get(LibraryChangeRepository);
  return {
    ...{ url, source },
    documents: app.get(DocumentRepository),
    asking: app.get(AskInConversation),
    reading: app.get(ReadConversations),
    managing: app.get(ManageConversations),
    decide: app.get<unknown, ScriptedDecide>(Decide),
    records: app.get(AnswerRecordRepository),
    feedback: app.get(FeedbackRepository),
    feedbackCheck: app.get(FeedbackCheck),
    giving: app.get(GiveFeedback),
    sealingFeedback: app.get(SealOlderFeedback),
    collections: app.get(CollectionRepository),
    log: app.get(AuditLog),

    async person(name: string, role: Role, grants: readonly Collection[] = []): Promise<Principal> {
      const principal: Principal = { userId: randomUUID(), name, role, via: 'key' };
      for (const { id } of grants)
        await source.query('INSERT INTO access_grants (subject_id, object_id, is_denied) VALUES ($1, $2, false)', [
          principal.userId,
          id,
        ]);
      return principal;
    },
    async deny({ userId }: Principal, { id }: Collection): Promise<void> {
      const params = [userId, id];
      await source.query(
        'UPDATE access_grants SET to_seq = access_change() WHERE subject_id = $1 AND object_id = $2 AND to_seq IS NULL',
        params,
      );
      await source.query('INSERT INTO access_grants (subject_id, object_id, is_denied) VALUES ($1, $2, true)', params);
    },
    /** A live document of one page. @returns Its id. */
    async document(collection: Collection, path: string, text: string): Promise<string> {
      const sha256 = sha256Hex(text);
      const file = {
        path,
        fileName: path,
        sha256,
        sizeBytes: text.length,
        mediaType: 'text/plain',
        title: path,
        metadata: {},
      };
      const [made] = await source.transaction((manager) =>
        register.register(manager, collection.id, [file], new Date()),
      );
      const chunk = { start: 0, end: text.length, page: 1, lastPage: 1, headingPath: [], tokens: 4 };
      const pages = [{ page: 1, start: 0, end: text.length }];
      await revisions.saveParsed(made!.revisionId, {
        title: path,
        metadata: {},
        text,
        pages,
        pageCount: 1,
        notes: [],
        chunks: [chunk],
      });
      const at = new Date();
      const change = await changes.nextChange(at);
      await source.transaction((manager) => changes.goLive(manager, [made!.revisionId], change, at));
      return made!.documentId;
    },
    async logKinds(): Promise<string[]> {
      const rows = await source.query<{ kind: string }[]>('SELECT kind FROM log_entries ORDER BY "index"');
      return rows.map(({ kind }) => kind);
    },
    async close(): Promise<void> {
      await app.close();
      await rm(blobs, { recursive: true });
    },
  };
}
export type Rooms = Awaited<ReturnType<typeof openRooms>>;
