import type { AuditLog } from '#audit';
import { logStateIn } from '#audit';
import { aloneOn, migrationsIn, withSnapshot } from '#database';
import { type Clock, failureOf } from '#knowledge';
import { originalsIn, storedBlobsIn } from '#library';
import { OutsideKeys, keyTimesIn, vaultKeysIn } from '#vault';
import type { DataSource, EntityManager } from 'typeorm';
import { BackupFolder, type KnownBackup } from './backup-folder.js';
import { OriginalsCopy, type Originals } from './copy-originals.js';
import { copyFiles, copyModels } from './copy-files.js';
import { type CopiedState, copyState } from './copy-state.js';
import { BackupDamaged, BackupNotFound, BackupRunning, BackupTooNew, BackupUnsettled } from './errors.js';
import { FileSealer } from './file-sealer.js';
import { type BackupManifest, backupIdAt, sizeOf } from './manifest.js';
import type { InstallationPlaces } from './places.js';
import type { BackupOrder } from './orders.js';

/** A backup that was made. */
export interface MadeBackup extends KnownBackup {
  /** Of all that belongs to it, and of what was not in the folder before. */
  readonly bytes: number;
  readonly copiedBytes: number;
}

/** Only one at a time for a database, whichever process makes it. */
const BACKUP_LOCK = 4_210_031;
/** Erasures that come in the middle have it begin anew so many times. */
const TRIES = 3;

/** Makes backups of a running installation, or of one that stands still. Nobody is held up meanwhile. */
export class TakeBackup {
  constructor(
    private readonly places: InstallationPlaces,
    private readonly source: DataSource,
    private readonly log: AuditLog,
    private readonly clock: Clock,
    private readonly program: string,
  ) {}

  /**
   * Whatever goes wrong, and when it is stopped, the folder has one backup more or as many as before. The log has its entry
   * before the backup is there.
   * @throws BackupRunning, BackupFolderUnusable, BackupFolderInside, BackupFolderForeign, BackupFolderFull, BackupUnsettled,
   *   VaultKeyUnavailable
   */
  async run(order: BackupOrder): Promise<MadeBackup> {
    const { origin } = await logStateIn(this.log, this.source.manager);
    const plan = { origin, dataDir: this.places.dataDir, mayMake: order.mayMakeFolder };
    // Whoever names a wrong folder by hand is told so; nobody looks at what a schedule does.
    const isTold = order.origin === 'schedule';
    const folder = await this.orFail(order, isTold, () => BackupFolder.prepare(order.folder, plan));
    const work = () => folder.alone(() => this.make(folder, order));
    const made = await this.orFail(order, true, () => aloneOn(this.source, BACKUP_LOCK, work));
    if (!made) throw new BackupRunning('Another backup of this installation is being made. Wait until it is done.');
    return made.result;
  }

  /** What fails, but for being stopped, is an entry of the log. */
  private async orFail<T>({ origin, by, signal }: BackupOrder, isTold: boolean, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const subject = { code: failureOf(error).code, origin };
      // Why it failed matters more than that the log could not be told.
      if (isTold && !signal.aborted)
        await this.log.append([{ kind: 'backup.failed', actor: by, subject }]).catch(() => undefined);
      throw error;
    }
  }

  private async make(folder: BackupFolder, order: BackupOrder): Promise<MadeBackup> {
    const startedAt = this.clock.now();
    await folder.objects.clear();
    const id = await freeId(folder, startedAt);
    const previous = await previousIn(folder);
    const [kek = ''] = await vaultKeysIn(this.source.manager);
    const sealer = await FileSealer.begin(new OutsideKeys(this.places.vault), kek, id, folder.objects);
    const originals = new OriginalsCopy(storedBlobsIn(this.places.blobs), folder.objects, sealer, previous);
    const state = await this.holdFast(originals, sealer, order);
    const files = await copyFiles(this.places, sealer, order.settings);
    const models = await copyModels(this.places.models, folder.objects, order);
    const manifest: BackupManifest = {
      format: 'chancery-backup/1',
      ...{ id, startedAt: startedAt.toISOString(), finishedAt: this.clock.now().toISOString(), program: this.program },
      ...state.facts,
      keys: keysOf(id, sealer, previous, state.originals),
      ...{ models: models.known, hasModelFiles: models.files.length > 0 },
      files: [...state.files, ...state.originals, ...files, ...models.files],
    };
    const known = await folder.add(manifest, (sha256) => this.tell(manifest, sha256, order));
    return { ...known, bytes: sizeOf(manifest), copiedBytes: copiedIn(manifest, previous) };
  }

  /**
   * Most files are copied before the moment that the backup shows, so that what is left to copy within it is little: an erasure
   * in between is then noticed, and another moment taken.
   */
  private async holdFast(originals: OriginalsCopy, sealer: FileSealer, order: BackupOrder) {
    const { signal, onProgress } = order;
    const bring = (wanted: Originals) =>
      originals.bring(wanted, (done) => onProgress('originals', done, wanted.size), signal);
    await bring(await this.originals(this.source.manager));
    for (let tries = 0; tries < TRIES; tries += 1) {
      const state = await withSnapshot(this.source, async (snapshot) => {
        const wanted = await this.originals(snapshot.manager);
        const gone = await bring(wanted);
        if (await this.areErased(gone)) return null;
        const copied = await copyState(snapshot, this.source.manager, this.places, sealer, order);
        return copied && { copied, wanted, missing: gone, ...(await this.factsIn(snapshot.manager)) };
      });
      if (!state) continue;
      const { copied, wanted, missing, ...facts } = state;
      return { originals: originals.of(wanted), files: copied.files, facts: { ...facts, ...factsOf(copied), missing } };
    }
    throw new BackupUnsettled();
  }

  private async factsIn(manager: EntityManager) {
    const log = await logStateIn(this.log, manager);
    const [migrations, vaultKeys] = [await migrationsIn(manager), await vaultKeysIn(manager)];
    return { log: { ...log, keys: [...log.keys] }, migrations, vaultKeys };
  }

  private async originals(manager: EntityManager): Promise<Originals> {
    const made = await keyTimesIn(manager, 'blob:');
    return new Map((await originalsIn(manager)).map((sha256) => [sha256, made.get(sha256) ?? null]));
  }

  /** Whether one of these files is gone because it was to go; one that is merely not there is a loss that happened before. */
  private async areErased(gone: readonly string[]): Promise<boolean> {
    if (gone.length === 0) return false;
    const now = await this.originals(this.source.manager);
    return gone.some((sha256) => !now.has(sha256));
  }

  private async tell(manifest: BackupManifest, sha256: string, { origin, by }: BackupOrder): Promise<void> {
    const subject = { backup: manifest.id, manifest: sha256, bytes: sizeOf(manifest), size: manifest.log.size, origin };
    await this.log.append([{ kind: 'backup.created', actor: by, subject }]);
  }
}

const factsOf = ({ tables, sequences, index }: CopiedState) => ({ tables, sequences, index });

/** An earlier backup that can't be read is none to build on. */
async function previousIn(folder: BackupFolder): Promise<BackupManifest | null> {
  try {
    return (await folder.read()).manifest;
  } catch (error) {
    if (error instanceof BackupNotFound || error instanceof BackupDamaged || error instanceof BackupTooNew) return null;
    throw error;
  }
}

/** The first name from a moment on that is not taken: names have to be in the order in which backups were made. */
async function freeId(folder: BackupFolder, from: Date): Promise<string> {
  const taken = await folder.ids();
  for (let ms = from.getTime(); ; ms += 1) {
    const id = backupIdAt(new Date(ms));
    if (!taken.includes(id)) return id;
  }
}

/** The backup's own key, and those of earlier ones that files were taken over from. */
function keysOf(
  id: string,
  sealer: FileSealer,
  previous: BackupManifest | null,
  files: BackupManifest['files'],
): BackupManifest['keys'] {
  const used = new Set(files.flatMap(({ sealed }) => (sealed ? [sealed.key] : [])));
  const earlier = Object.entries(previous?.keys ?? {}).filter(([key]) => used.has(key));
  return { ...Object.fromEntries(earlier), [id]: { ...sealer.outside } };
}

function copiedIn(manifest: BackupManifest, previous: BackupManifest | null): number {
  const before = new Set((previous?.files ?? []).map(({ sha256 }) => sha256));
  return sizeOf({ files: manifest.files.filter(({ sha256 }) => !before.has(sha256)) });
}
