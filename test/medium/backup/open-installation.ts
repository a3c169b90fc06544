import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditLog, CheckpointsModule, SignedCheckpoints } from '#audit';
import { type BackupOrder, type InstallationPlaces, TakeBackup } from '#backup';
import { DatabaseModule } from '#database';
import { SystemClock } from '#knowledge';
import { IndexGenerationRepository, IndexStore, IndexWriter, tableNameFor } from '#search-index';
import { openVault } from '../vault/open-vault.js';
import { type OpenStewardship, openStewardship } from '../stewardship/open-stewardship.js';

/** Everything that a backup takes in, in a folder and a database of its own. */
export interface Installation {
  readonly rooms: OpenStewardship;
  readonly places: InstallationPlaces;
  readonly url: string;
  readonly log: AuditLog;
  readonly checkpoints: SignedCheckpoints;
  back(folder: string, more?: Partial<BackupOrder>): ReturnType<TakeBackup['run']>;
  /** Rows of a revision in the index that serves, current from a library change on. */
  index(documentId: string, revisionId: string, validFrom: number): Promise<void>;
  close(): Promise<void>;
}

export const DIMENSIONS = 4;
export const aFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'chancery-backup-'));
export const dropFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Where an installation in a folder has its things, as `openStewardship` puts them. */
export const placesIn = (
  dataDir: string,
  blobs: InstallationPlaces['blobs'] = join(dataDir, 'blobs'),
): InstallationPlaces => ({
  ...{ dataDir, blobs },
  index: { uri: join(dataDir, 'index') },
  vault: { file: join(dataDir, 'vault-keys'), isManaged: true, command: null },
  signingKey: { file: join(dataDir, 'secrets', 'log-signing-key.pem'), isManaged: true },
  models: { shippedDir: join(process.cwd(), 'models'), dataDir: join(dataDir, 'models') },
});

/** Signs the log of an installation. */
async function openSigning(url: string, { dataDir, signingKey }: InstallationPlaces) {
  const signing = CheckpointsModule.with(signingKey, { own: join(dataDir, 'log'), outside: null });
  @Module({ imports: [DatabaseModule.connect(url, 2), signing] })
  class Signing {}
  const app = await NestFactory.createApplicationContext(Signing, { logger: false, abortOnError: false });
  return { app, checkpoints: app.get(SignedCheckpoints) };
}

/** What was put back, to be looked at. */
export async function openRestored(url: string, dataDir: string, blobs?: InstallationPlaces['blobs']) {
  const places = placesIn(dataDir, blobs);
  const rooms = await openVault(url, dataDir, places.vault, places.blobs);
  const signing = await openSigning(url, places);
  return {
    ...rooms,
    checkpoints: signing.checkpoints,
    index: new IndexWriter(new IndexStore(places.index)),
    async close() {
      await rooms.close();
      await signing.app.close();
    },
  };
}

export async function openInstallation(
  url: string,
  dataDir: string,
  blobs?: InstallationPlaces['blobs'],
): Promise<Installation> {
  await mkdir(dataDir, { recursive: true });
  const places = placesIn(dataDir, blobs);
  const rooms = await openStewardship(url, dataDir, false, places.blobs);
  const signing = await openSigning(url, places);
  const taking = new TakeBackup(places, rooms.source, rooms.log, new SystemClock(), '0.0.0-test');
  const quiet = { onProgress: () => undefined, signal: new AbortController().signal };
  return {
    ...{ rooms, places, url, log: rooms.log, checkpoints: signing.checkpoints },
    back: (folder, more = {}) =>
      taking.run({
        ...quiet,
        folder,
        mayMakeFolder: true,
        origin: 'command_line',
        by: 'system',
        withModels: false,
        settings: { PORT: '3210' },
        ...more,
      }),
    async index(documentId, revisionId, validFrom) {
      const { app, collection } = rooms;
      const live = await app.get(IndexGenerationRepository).liveOrFirst('test-embedder', DIMENSIONS, 1);
      const place = { documentId, revisionId, collectionId: collection.id, mediaType: 'text/plain', path: 'a.txt' };
      const [row] = await rooms.source.query<{ id: string; text: string }[]>(
        'SELECT id, text FROM chunks WHERE revision_id = $1',
        [revisionId],
      );
      const vector = Float32Array.from([1, 0, 0, row!.text.length / 100]);
      const labels = { metadata: {}, title: 'A secret', headingPath: [], text: row!.text, language: 'en' };
      await app
        .get(IndexWriter)
        .upsert(tableNameFor(live.id), [{ ...place, ...labels, chunkId: row!.id, vector, validFrom }]);
    },
    async close() {
      await rooms.close();
      await signing.app.close();
    },
  };
}
