import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditLog, AuditModule } from '#audit';
import { DatabaseModule } from '#database';
import { AnswerRecordRepository, type RecordBody, RecordsModule } from '#decisions';
import type { Principal } from '#knowledge';
import { BlobStore, LibraryModule, type S3BlobPlace } from '#library';
import { Vault, type VaultKeyPlace, VaultModule } from '#vault';
import { DataSource } from 'typeorm';

/** Records and blobs behind a vault, on a database and a folder of their own. */
export interface OpenVault {
  readonly app: INestApplicationContext;
  readonly folder: string;
  readonly place: VaultKeyPlace;
  readonly source: DataSource;
  readonly vault: Vault;
  readonly blobs: BlobStore;
  readonly records: AnswerRecordRepository;
  readonly log: AuditLog;
  /** End it; the folder stays. */
  close(): Promise<void>;
}

export const aFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'chancery-vault-'));
export const dropFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** @param blobs A place in an S3-compatible store; a folder when left out. */
export async function openVault(
  url: string,
  folder: string,
  place?: Partial<VaultKeyPlace>,
  blobs: string | S3BlobPlace = join(folder, 'blobs'),
): Promise<OpenVault> {
  const whole = { file: join(folder, 'secrets', 'vault-keys'), isManaged: true, command: null, ...place };
  const rooms = [AuditModule, VaultModule.with(whole)];
  @Global()
  @Module({ imports: rooms, exports: rooms })
  class Shared {}
  @Module({ imports: [DatabaseModule.connect(url, 4), Shared, LibraryModule.in(blobs), RecordsModule] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: false, abortOnError: false });
  return {
    ...{ app, folder, place: whole, source: app.get(DataSource), vault: app.get(Vault), blobs: app.get(BlobStore) },
    ...{ records: app.get(AnswerRecordRepository), log: app.get(AuditLog) },
    close: () => app.close(),
  };
}

export const ANNA: Principal = { userId: randomUUID(), name: 'Anna Quill', role: 'reader', via: 'key' };

export function aBody(question = 'How long is leave?', documentIds: readonly string[] = []): RecordBody {
  const { userId: id, name, role, via } = ANNA;
  const sentences = [{ text: 'Thirty days.', support: 'supported', citations: [] }];
  const trace = {
    ...{ outcome: 'answered', mode: 'quoted', answer: 'Thirty days.', sentences, citations: [], rewrites: [] },
    ...{ model: null, retrieval: { embedder: null } },
  };
  return {
    version: 3,
    salt: 'ab',
    id: randomUUID(),
    askedAt: '2031-03-01T09:00:00.000Z',
    askedBy: { id, name, role, via },
    asked: { question, collections: [], filter: {}, matter: null, model: null, followUp: null },
    corpus: { change: 1, coverage: { searched: 1, unreadable: 0 }, indexTables: [] },
    service: { version: '0', runtime: 'node' },
    passages: documentIds.map((documentId) => ({
      documentId,
      promptNumber: null,
    })) as unknown as RecordBody['passages'],
    trace: trace as unknown as RecordBody['trace'],
  };
}
