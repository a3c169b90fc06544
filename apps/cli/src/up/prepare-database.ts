import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule, Authenticator } from '#access';
import { AuditLog, AuditModule, LogSearch } from '#audit';
import { type ServiceSettings, openVariablesOf, processEnvironment, programVersion } from '#config';
import { DatabaseModule, prepareSchema } from '#database';
import { migrateQueues, queueStoreOf } from '#jobs';
import { CollectionRepository, LibraryModule } from '#library';
import { DataSource } from 'typeorm';
import { SCHEMA } from '../../../../migrations/schema.js';
import { tellStart } from './tell-start.js';

/** What a start hands on about a database that is migrated and has its administrator. */
export interface PreparedDatabase {
  /** Key of the first administrator, for scripts on this machine. */
  readonly key: string;
  /** One-time token for the portal. */
  readonly link: string;
  /** Whether nothing was ever put in: the moment for the samples. */
  readonly isNew: boolean;
}

/**
 * Bring the schema up to date and see to it that somebody can sign in.
 * @param keptKey The data folder's key from an earlier start.
 */
export async function prepareDatabase(
  url: string,
  settings: ServiceSettings,
  keptKey: string | null,
): Promise<PreparedDatabase> {
  const queues = queueStoreOf(settings.redisUrl, url);
  const poolUrl = await prepareSchema(url, SCHEMA, (client) => migrateQueues(queues, client));
  @Module({
    imports: [DatabaseModule.connect(poolUrl, 2), AccessModule, AuditModule, LibraryModule.in(settings.storage.blobs)],
  })
  class Preparation {}
  const app = await NestFactory.createApplicationContext(Preparation, { logger: ['error'] });
  try {
    const authenticator = app.get(Authenticator);
    const log = app.get(AuditLog);
    const isNew = (await log.checkpoint()).size === 0 && !(await app.get(CollectionRepository).hasAny());
    const { administratorId, key } = await authenticator.bootstrap(keptKey, (manager, event) =>
      log.append([event], manager),
    );
    const link = await authenticator.issue(administratorId, 'link', { name: 'printed at start' });
    const variables = openVariablesOf(processEnvironment());
    await tellStart(log, new LogSearch(app.get(DataSource)), { version: programVersion(), variables });
    return { key, link: link.secret, isNew };
  } finally {
    await app.close();
  }
}
