import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditLog, AuditModule } from '#audit';
import { DatabaseModule } from '#database';
import type { JobQueues } from '#jobs';
import { type Metadata, type Principal, SystemClock } from '#knowledge';
import {
  BlobStore,
  type Collection,
  CollectionRepository,
  DocumentRegister,
  DocumentRepository,
  Holds,
  LibraryModule,
  MemberRepository,
  RevisionRepository,
} from '#library';
import { aVisibility } from '#testing';
import { DataSource } from 'typeorm';
import { arrivedFile } from '../../../libs/ingestion/src/arrived-file.js';
import { FailRevision } from '../../../libs/ingestion/src/fail-revision.js';
import { ManageDocuments } from '../../../libs/ingestion/src/manage-documents.use-case.js';
import { ParseRevision } from '../../../libs/ingestion/src/parse-revision.use-case.js';
import { DEFAULT_UNPACK_LIMITS, ParserPool, type UnpackLimits } from '../../../libs/ingestion/src/parsing/index.js';
import { UnlockDocument } from '../../../libs/ingestion/src/unlock-document.use-case.js';
import { StoreParsed, UnpackRoom } from '../../../libs/ingestion/src/unpacking/index.js';
import { parserEntry } from './parsing-entry.js';

/** The reading half of ingestion on a database, a blob folder and parser processes of its own; nobody takes jobs by himself. */
export interface OpenIngestion {
  readonly source: DataSource;
  readonly documents: DocumentRepository;
  readonly members: MemberRepository;
  readonly manage: ManageDocuments;
  readonly unlocking: UnlockDocument;
  readonly unpackFolder: string;
  /** Begin anew in a collection of its own; what was before is not seen any more. */
  begin(): Promise<void>;
  /** Log entries of a kind since then. */
  eventsOf(kind: string): Promise<number>;
  /** What the use cases would put on the queues, oldest first. */
  readonly queued: string[];
  parsing(limits?: Partial<UnpackLimits>): ParseRevision;
  send(
    path: string,
    bytes: Uint8Array | string,
    metadata?: Metadata,
  ): Promise<{ documentId: string; revisionId: string }>;
  /** Read whatever waits, until nothing does. */
  settle(parse?: ParseRevision): Promise<void>;
  /** Every document of the collection by path. */
  standing(): Promise<Map<string, Standing>>;
  close(): Promise<void>;
}

export interface Standing {
  readonly id: string;
  readonly parentId: string | null;
  readonly isRemoved: boolean;
  readonly revisions: number;
  readonly state: string;
  readonly code: string | null;
  readonly text: string | null;
  readonly metadata: Metadata;
  readonly notes: string[];
}

export async function openIngestion(url: string): Promise<OpenIngestion> {
  const folder = await mkdtemp(join(tmpdir(), 'chancery-ingestion-'));
  const unpackFolder = join(folder, 'unpack');
  await mkdir(join(folder, 'blobs'));
  @Module({ imports: [DatabaseModule.connect(url, 12), AuditModule, LibraryModule.in(join(folder, 'blobs'))] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: ['error'] });
  const [source, blobs, log] = [app.get(DataSource), app.get(BlobStore), app.get(AuditLog)];
  const [documents, register, revisions, members] = [
    app.get(DocumentRepository),
    app.get(DocumentRegister),
    app.get(RevisionRepository),
    app.get(MemberRepository),
  ];
  const clock = new SystemClock();
  const queued: string[] = [];
  const note = (_job: unknown, payloads: readonly { revisionId?: string }[]) =>
    void queued.push(...payloads.flatMap(({ revisionId }) => revisionId ?? []));
  const queues = { add: async (...job: Parameters<typeof note>) => note(...job), offer: async () => undefined };
  const pool = new ParserPool({ size: 2, entryPath: parserEntry() });
  const storing = new StoreParsed(source, revisions, register, members, app.get(Holds), blobs, log, clock);
  const failing = new FailRevision(source, revisions, log);
  const parsing = (limits: Partial<UnpackLimits> = {}) =>
    new ParseRevision(
      ...([revisions, blobs, pool] as const),
      new UnpackRoom(members, { folder: unpackFolder, limits: { ...DEFAULT_UNPACK_LIMITS, ...limits } }),
      ...([storing, queues as unknown as JobQueues, failing] as const),
    );
  const everyone = {
    require: () => undefined,
    visibilityOf: async () => aVisibility(),
  };
  const collections = app.get(CollectionRepository);
  const manage = new ManageDocuments(
    ...([source, everyone as never, collections, documents, register, members, revisions, blobs] as const),
    ...([queues as unknown as JobQueues, log, clock] as const),
  );
  const unlocking = new UnlockDocument(
    ...([everyone as never, documents, blobs, pool] as const),
    ...([new UnpackRoom(members, { folder: unpackFolder, limits: DEFAULT_UNPACK_LIMITS }), storing] as const),
    queues as unknown as JobQueues,
  );
  let collection: Collection;
  let firstEntry = 0;
  const entries = async (kind: string, from: number) => {
    const counted = `SELECT count(*)::int AS n FROM log_entries WHERE ($1 = '*' OR kind = $1)`;
    const [row] = await source.query<{ n: number }[]>(`${counted} AND index >= $2`, [kind, from]);
    return row!.n;
  };
  return {
    ...{ source, documents, members, manage, unlocking, unpackFolder, queued, parsing },
    async begin() {
      collection = await collections.create(randomUUID(), 'library');
      firstEntry = await entries('*', 0);
    },
    eventsOf: (kind) => entries(kind, firstEntry),
    async send(path, bytes, metadata = {}) {
      const temporaryPath = join(folder, 'upload');
      await writeFile(temporaryPath, bytes);
      const file = await arrivedFile({ path, temporaryPath, sizeBytes: bytes.length, metadata }, blobs);
      const [registered] = await source.transaction((manager) =>
        register.register(manager, collection.id, [file], clock.now()),
      );
      return registered!;
    },
    async settle(parse = parsing()) {
      for (;;) {
        const waiting = await revisions.pending('queued', new Date(Date.now() + 60_000), 1_000);
        if (waiting.length === 0) return;
        await Promise.all(waiting.map((id) => parse.run(id)));
      }
    },
    async standing() {
      const rows = await source.query<(Standing & { path: string })[]>(
        `SELECT d.path, d.id, d.parent_id AS "parentId", d.removed_at IS NOT NULL AS "isRemoved", r.state, r.failure_code AS code,
                r.metadata, (SELECT array_agg(n->>'code') FROM jsonb_array_elements(r.notes) n) AS notes, t.text,
                (SELECT count(*)::int FROM revisions o WHERE o.document_id = d.id) AS revisions
         FROM documents d JOIN revisions r ON r.id = d.latest_revision_id LEFT JOIN revision_texts t ON t.revision_id = r.id
         WHERE d.collection_id = $1 ORDER BY d.path`,
        [collection.id],
      );
      return new Map(rows.map(({ path, ...row }) => [path, row]));
    },
    async close() {
      await pool.close();
      await app.close();
      await rm(folder, { recursive: true });
    },
  };
}

export const SOMEBODY = { userId: '0b6e1f9c-9a57-4c3e-8a54-5f0f5b2e7d11' } as unknown as Principal;
