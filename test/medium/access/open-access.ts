import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule, AccessPolicy, Authenticator, Credentials, Grants, People, Sessions } from '#access';
import { DatabaseModule } from '#database';
import { CollectionRepository, DocumentRepository, LibraryModule } from '#library';
import { DataSource, type EntityManager } from 'typeorm';

/** The room that knows people, beside the library that it guards, on a database of their own. */
export async function openAccess(url: string) {
  const blobs = await mkdtemp(join(tmpdir(), 'chancery-blobs-'));
  @Module({ imports: [DatabaseModule.connect(url, 8), AccessModule, LibraryModule.in(blobs)] })
  class Rooms {}
  const app = await NestFactory.createApplicationContext(Rooms, { logger: ['error'] });
  const source = app.get(DataSource);
  return {
    source,
    policy: app.get(AccessPolicy),
    authenticator: app.get(Authenticator),
    people: app.get(People),
    sessions: app.get(Sessions),
    grants: app.get(Grants),
    credentials: app.get(Credentials),
    collections: app.get(CollectionRepository),
    documents: app.get(DocumentRepository),
    get: <T>(room: new (...parts: never[]) => T): T => app.get<T>(room),
    within: <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> => source.transaction(work),
    async close() {
      await app.close();
      await rm(blobs, { recursive: true });
    },
  };
}

export type OpenAccess = Awaited<ReturnType<typeof openAccess>>;
