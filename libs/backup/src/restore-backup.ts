import { AuditLog, hasLogIn } from '#audit';
import { Authenticator, endSignInsIn } from '#access';
import { type Migration, RestoreNotEmpty, type TableToLoad, loadTables, migrate, openSource } from '#database';
import { forgetIndexedDecisionsIn } from '#decisions';
import type { Clock } from '#knowledge';
import { liveRevisionsIn, storedBlobsIn } from '#library';
import { IndexArchive, keepOnlyLiveIn } from '#search-index';
import { OutsideKeys } from '#vault';
import type { DataSource, EntityManager } from 'typeorm';
import type { BackupFolder, KnownBackup } from './backup-folder.js';
import { BackupDamaged, BackupTooNew, RestoreKeyMissing } from './errors.js';
import { FileOpener } from './file-sealer.js';
import type { BackupManifest } from './manifest.js';
import type { InstallationPlaces } from './places.js';
import type { RestoreOrder } from './orders.js';
import type { OnProgress } from './progress.js';
import { putBackFiles, putBackOriginals } from './put-back.js';
import { verifyBackup } from './verify-backup.js';

/** What was put back. */
export interface RestoredBackup extends KnownBackup {
  /** Chunks in the index; null: the backup had none. */
  readonly chunks: number | null;
  /** Live revisions that the index lacks: it is to be built anew. */
  readonly unindexed: number;
}

const CONNECTIONS = 4;

/** Puts a backup into an empty data folder and an empty database. The caller marks the folder meanwhile. */
export class RestoreBackup {
  constructor(
    private readonly folder: BackupFolder,
    private readonly backup: KnownBackup,
    private readonly places: InstallationPlaces,
    private readonly clock: Clock,
  ) {}

  private get manifest(): BackupManifest {
    return this.backup.manifest;
  }

  /**
   * Find out, before anything is written, whether it can be restored: every byte is read, and the log inside derived anew.
   * @throws BackupTooNew, RestoreKeyMissing, BackupDamaged
   */
  async check({ migrations, onProgress, signal }: RestoreOrder): Promise<void> {
    const { id, program } = this.manifest;
    const known = new Set(migrations.map(nameOfMigration));
    if (this.manifest.migrations.some((name) => !known.has(name)))
      throw new BackupTooNew(`The backup ${id} is of version ${program}, which is newer than this one. Update first.`);
    const { vault } = this.places;
    const lacking = await new OutsideKeys(vault).missing(this.manifest.vaultKeys);
    if (lacking.length > 0) throw new RestoreKeyMissing(lacking);
    const found = await verifyBackup(this.folder, { id, vault, keys: [], onProgress, signal });
    if (!found.ok) throw new BackupDamaged(`The backup ${id} is damaged: ${found.problems.slice(0, 5).join(' ')}`);
  }

  /**
   * Files first, then the database with everything that follows from it, in one transaction.
   * @param url Of an empty database.
   * @throws RestoreNotEmpty
   */
  async run(url: string, order: RestoreOrder): Promise<RestoredBackup> {
    const opener = new FileOpener(this.manifest, new OutsideKeys(this.places.vault), this.folder.objects);
    const { dataDir, blobs } = this.places;
    await refuseFilled(url);
    await putBackFiles(this.manifest, opener, dataDir);
    await putBackOriginals(this.manifest, opener, storedBlobsIn(blobs), dataDir, order);
    const wanted = new Set(this.manifest.migrations);
    await migrate(
      url,
      order.migrations.filter((each) => wanted.has(nameOfMigration(each))),
    );
    const source = await openSource(url, CONNECTIONS);
    try {
      return await this.load(source, opener, order);
    } finally {
      await source.destroy();
    }
  }

  private async load(source: DataSource, opener: FileOpener, { key, onProgress, signal }: RestoreOrder) {
    const files = new Map(this.manifest.files.map((file) => [file.path, file]));
    let done = 0;
    const tables = this.manifest.tables.map((table): TableToLoad => ({
      ...table,
      read: () => {
        signal.throwIfAborted();
        onProgress('database', (done += 1), this.manifest.tables.length);
        return opener.read(files.get(`database/${table.name}`)!);
      },
    }));
    let index = { chunks: null as number | null, unindexed: 0 };
    await loadTables(source, tables, this.manifest.sequences, async (manager) => {
      await this.requireLog(source, manager);
      await keepOnlyLiveIn(manager);
      await forgetIndexedDecisionsIn(manager);
      await endSignInsIn(manager);
      index = await this.fillIndex(manager, opener, onProgress);
      await this.tell(source, manager, key);
    });
    return { ...this.backup, ...index };
  }

  /** What was loaded must be the log that the manifest names. */
  private async requireLog(source: DataSource, manager: EntityManager): Promise<void> {
    const { size, root } = await new AuditLog(source, this.clock).checkpoint(manager);
    if (size !== this.manifest.log.size || root !== this.manifest.log.root)
      throw new BackupDamaged(
        `The log that was read from the backup ${this.manifest.id} is not the one that it names.`,
      );
  }

  private async fillIndex(manager: EntityManager, opener: FileOpener, onProgress: OnProgress) {
    const { index, files } = this.manifest;
    const file = index && files.find(({ path }) => path === `index/${index.table}`);
    if (!index || !file) return { chunks: null, unindexed: 0 };
    onProgress('index', 0, 1);
    const archive = new IndexArchive(this.places.index);
    const filled = await archive.fill(index.table, index.dimensions, opener.read(file), (ids) =>
      liveRevisionsIn(manager, ids),
    );
    const expected = await liveRevisionsIn(manager, null);
    onProgress('index', 1, 1);
    return {
      chunks: [...filled.values()].reduce((sum, rows) => sum + rows, 0),
      unindexed: [...expected].filter(([id, { chunks }]) => filled.get(id) !== chunks).length,
    };
  }

  /** Under the name of whose key it is; whoever has none can't be known from the rows that are put back. */
  private async tell(source: DataSource, manager: EntityManager, key: string | null): Promise<void> {
    const { id: backup, log } = this.manifest;
    const subject = { backup, manifest: this.backup.sha256, size: log.size, root: log.root };
    const owner = key && (await new Authenticator(source, this.clock).ownerOf(key, manager));
    const event = { kind: 'backup.restored', actor: owner ?? 'system', subject };
    await new AuditLog(source, this.clock).append([event], manager);
  }
}

/** As TypeORM's list has it. */
const nameOfMigration = (migration: Migration): string => new migration().name ?? migration.name;

/** A database with a log is somebody's. */
async function refuseFilled(url: string): Promise<void> {
  const source = await openSource(url, 1);
  try {
    if (await hasLogIn(source.manager))
      throw new RestoreNotEmpty(
        'The database that DATABASE_URL names is not empty. Name a new one, or drop it and make it anew.',
      );
  } finally {
    await source.destroy();
  }
}
