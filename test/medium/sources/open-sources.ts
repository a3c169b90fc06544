import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule } from '#access';
import { AuditLog, AuditModule } from '#audit';
import { type AddSource, type SourceConfig, type SourceRunView, addSource } from '#contracts';
import { DatabaseModule } from '#database';
import { JobsModule } from '#jobs';
import { Clock, type Principal, SystemClock } from '#knowledge';
import { CollectionRepository, DocumentRepository, LibraryModule } from '#library';
import {
  ManageSources,
  RunRepository,
  type Source,
  SourceRuns,
  SourcesModule,
  SyncSource,
  SyncingModule,
  TrySource,
  WatchFolders,
} from '#sources';
import { queryOnce } from '#testing';
import { VaultModule } from '#vault';
import { DataSource } from 'typeorm';

const NEVER = new AbortController().signal;
export const ADMIN: Principal = { userId: randomUUID(), name: 'Admin', role: 'administrator', via: 'key' };

/**
 * The room of sources with both its halves, on a database of its own; the queues are there, but nobody takes from them.
 * @param beside Another worker's folder: the keys of its vault are used, as they are by all workers on a database.
 */
export async function openSources(url: string, allowedFolders: readonly string[] = [], beside?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'chancery-sources-'));
  const keys = join(beside ?? folder, 'data', 'secrets', 'vault-keys');
  const places = {
    ...{ allowedFolders, dataDir: join(folder, 'data'), workFolder: join(folder, 'data', 'sources') },
    // Where the tests' own servers are; by another of its names this machine stays closed.
    privateHosts: ['127.0.0.1'],
  };
  const rooms = [
    DatabaseModule.connect(url, 10),
    VaultModule.with({ file: keys, isManaged: true, command: null }),
    ...[AccessModule, AuditModule, LibraryModule.in(join(folder, 'blobs'))],
    JobsModule.on({ kind: 'postgres', url }, () => undefined),
  ];
  @Global()
  @Module({ imports: rooms, providers: [{ provide: Clock, useClass: SystemClock }], exports: [...rooms, Clock] })
  class Rooms {}
  @Module({ imports: [Rooms, SourcesModule.in(places), SyncingModule.in(places)] })
  class Everything {}
  const app = await NestFactory.createApplicationContext(Everything, { logger: ['error'] });
  const manage = app.get(ManageSources);
  const runs = app.get(SourceRuns);
  const sync = app.get(SyncSource);
  const person = async (role: Principal['role'], id: string = randomUUID()): Promise<Principal> => {
    const login = `p${id.slice(0, 8)}`;
    const row = `INSERT INTO users (id, name, role, kind, login, created_at) VALUES ($1, $2, $3, 'person', $4, now()) ON CONFLICT DO NOTHING`;
    await queryOnce(url, row, [id, role, role, login]);
    return { userId: id, name: role, role, via: 'key' };
  };
  await person('administrator', ADMIN.userId);
  const collection = await app.get(CollectionRepository).create(`Collection ${randomUUID()}`, 'library');

  const addAs = (who: Principal, config: SourceConfig, more: Partial<AddSource> = {}): Promise<Source> =>
    manage.add(who, addSource.parse({ name: 'Shared', config, collection: collection.id, ...more }));

  return {
    ...{ app, manage, runs, sync, collection, places, folder, person },
    source: app.get(DataSource),
    documents: app.get(DocumentRepository),
    log: app.get(AuditLog),
    trial: app.get(TrySource),
    watching: app.get(WatchFolders),
    add: (config: SourceConfig, more: Partial<AddSource> = {}): Promise<Source> => addAs(ADMIN, config, more),
    addAs,
    /** A run from begin to end. @returns What it came to. */
    async run(source: Source, stopping = NEVER) {
      const { id } = await runs.begin(ADMIN, source.id);
      await sync.run(id, stopping);
      return runs.show(ADMIN, source.id, id);
    },
    /** A run as its schedule would begin it. */
    async runByItself(source: Source) {
      const { id } = (await app.get(RunRepository).begin(source.id, 'schedule', null))!;
      await sync.run(id, NEVER);
      return runs.show(ADMIN, source.id, id);
    },
    /** Lines of a run's report, in short. */
    async report(source: Source, run: { id: string }): Promise<string[]> {
      const { entries } = await runs.entries(ADMIN, source.id, run.id, { offset: 0, limit: 500 });
      return entries.map(({ outcome, path, fromPath, failureCode }) =>
        [outcome, ...(fromPath ? [`${fromPath} →`] : []), path, ...(failureCode ? [failureCode] : [])].join(' '),
      );
    },
    /** Places of the documents that stand, with how many revisions each has. */
    async shelf(): Promise<Record<string, number>> {
      const rows = await queryOnce<{ path: string; n: number }>(
        url,
        `SELECT d.path, count(r.id)::int AS n FROM documents d JOIN revisions r ON r.document_id = d.id
         WHERE d.collection_id = $1 AND d.removed_at IS NULL GROUP BY d.path ORDER BY d.path`,
        [collection.id],
      );
      return Object.fromEntries(rows.map(({ path, n }) => [path, n]));
    },
    async close() {
      await app.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type OpenSources = Awaited<ReturnType<typeof openSources>>;

/** The counts that are not zero, which is what a test has to say. */
export function told({ counts }: { counts: SourceRunView['counts'] }): Partial<SourceRunView['counts']> {
  return Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));
}
