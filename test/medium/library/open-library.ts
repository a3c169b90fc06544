import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditModule } from '#audit';
import { DatabaseModule } from '#database';
import { sha256Hex } from '#knowledge';
import {
  type ArrivedFile,
  type Collection,
  CollectionRepository,
  CoverageRepository,
  DocumentRegister,
  DocumentRepository,
  LibraryChangeRepository,
  LibraryModule,
  PassageRepository,
  type Registration,
  RevisionRepository,
} from '#library';
import { DataSource } from 'typeorm';

/** The library's room on a database of its own, with the moves that tests are made of. */
export interface OpenLibrary {
  readonly source: DataSource;
  readonly collections: CollectionRepository;
  readonly documents: DocumentRepository;
  readonly documentRegister: DocumentRegister;
  readonly revisions: RevisionRepository;
  readonly changes: LibraryChangeRepository;
  readonly passages: PassageRepository;
  readonly coverages: CoverageRepository;
  register(collection: Collection, files: readonly ArrivedFile[]): Promise<Registration[]>;
  /** Store a text of one chunk, as the parser's step does. */
  parsed(revisionId: string, text?: string): Promise<void>;
  /** Make chunked revisions current together, as the indexer's step does. @returns The library change. */
  goLive(...revisionIds: string[]): Promise<number>;
  close(): Promise<void>;
}

export async function openLibrary(url: string): Promise<OpenLibrary> {
  const blobs = await mkdtemp(join(tmpdir(), 'chancery-blobs-'));
  @Module({ imports: [DatabaseModule.connect(url, 12), AuditModule, LibraryModule.in(blobs)] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: ['error'] });
  const source = app.get(DataSource);
  const revisions = app.get(RevisionRepository);
  const changes = app.get(LibraryChangeRepository);
  const documentRegister = app.get(DocumentRegister);
  return {
    source,
    revisions,
    changes,
    documents: app.get(DocumentRepository),
    documentRegister,
    collections: app.get(CollectionRepository),
    passages: app.get(PassageRepository),
    coverages: app.get(CoverageRepository),
    register: (collection, files) =>
      source.transaction((manager) => documentRegister.register(manager, collection.id, files, new Date())),
    async parsed(revisionId, text = 'Leave is granted.') {
      const chunk = { start: 0, end: text.length, page: 1, lastPage: 1, headingPath: [], tokens: 4 };
      const rest = { pages: [{ page: 1, start: 0, end: text.length }], pageCount: 1, notes: [], chunks: [chunk] };
      await revisions.saveParsed(revisionId, { title: 'Leave', metadata: {}, text, ...rest });
    },
    async goLive(...revisionIds) {
      const at = new Date();
      const change = await changes.nextChange(at);
      await source.transaction((manager) => changes.goLive(manager, revisionIds, change, at));
      return change;
    },
    async close() {
      await app.close();
      await rm(blobs, { recursive: true });
    },
  };
}

export function aFile(path: string, content = path): ArrivedFile {
  const fileName = path.split('/').at(-1)!;
  const sizeBytes = Buffer.byteLength(content);
  return {
    path,
    fileName,
    sha256: sha256Hex(content),
    sizeBytes,
    mediaType: 'text/plain',
    title: fileName,
    metadata: {},
  };
}
