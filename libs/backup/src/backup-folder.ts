import { createHash } from 'node:crypto';
import { lstat, mkdir, readFile, readdir, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { syncFolder, writeDurably } from '#database';
import { holdingLock } from '#lock-file';
import { z } from 'zod';
import {
  BackupDamaged,
  BackupFolderForeign,
  BackupFolderInside,
  BackupNotFound,
  BackupRunning,
  BackupTooNew,
} from './errors.js';
import { folderError } from './file-system.js';
import { type BackupManifest, backupManifest } from './manifest.js';
import { ObjectStore } from './object-store.js';

const MARK = 'chancery-backups.json';
const mark = z.object({ format: z.string(), origin: z.string().nullable() });
const FORMAT = 'chancery-backups/1';
const SUFFIX = '.json';
/** Folders of backups lie on networks now and then, which stall. */
const STALE_MS = 60_000;

/** A backup with the hash of its manifest, which the log knows it by. */
export interface KnownBackup {
  readonly manifest: BackupManifest;
  readonly sha256: string;
}

/** For whom a folder is, and whether it may be made. */
export interface FolderPlan {
  /** The name of the installation's log; null before it has one. */
  readonly origin: string | null;
  readonly dataDir: string;
  readonly mayMake: boolean;
}

/**
 * A folder of backups of one installation: `backups/<id>.json` are the manifests, `objects/` the bytes that they name, each kept
 * once however many backups it belongs to. A backup is there when its manifest is.
 */
export class BackupFolder {
  readonly objects: ObjectStore;

  private constructor(readonly path: string) {
    this.objects = new ObjectStore(join(path, 'objects'));
  }

  /** @throws BackupNotFound, BackupFolderUnusable, BackupTooNew for what is no folder of backups. */
  static async open(path: string): Promise<BackupFolder> {
    const folder = resolve(path);
    if ((await markIn(folder)) === null) throw new BackupNotFound(`There are no backups in ${folder}.`);
    return new BackupFolder(folder);
  }

  /**
   * Open a folder for the backups of an installation, or make one in a folder that is there. Nobody else may enter it.
   * @throws BackupFolderInside, BackupFolderForeign, BackupFolderUnusable
   */
  static async prepare(path: string, { origin, dataDir, mayMake }: FolderPlan): Promise<BackupFolder> {
    const folder = resolve(path);
    try {
      const isNew = mayMake && (await make(folder));
      await refuseInside(folder, dataDir, isNew);
      const known = await markIn(folder);
      if (known === null) await begin(folder, origin);
      else if (known.origin !== null && origin !== null && known.origin !== origin)
        throw new BackupFolderForeign(
          `${folder} holds the backups of another installation (${known.origin}). Name another folder.`,
        );
      else if (known.origin === null && origin !== null) await writeMark(folder, origin);
      for (const name of ['objects', 'backups']) await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
      return new BackupFolder(folder);
    } catch (error) {
      throw folderError(folder, error);
    }
  }

  /** Do something that nobody else does in this folder meanwhile. @throws BackupRunning */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const lock = join(this.path, 'lock');
    const busy = () => new BackupRunning(`Another process works in this folder (${lock}). Wait until it is done.`);
    return holdingLock(lock, { waitMs: 0, staleMs: STALE_MS, busy }, work).catch((error: unknown) => {
      throw folderError(this.path, error);
    });
  }

  /** Names of the backups, oldest first. */
  async ids(): Promise<string[]> {
    const names = await readdir(join(this.path, 'backups')).catch((error: unknown) => {
      throw folderError(this.path, error);
    });
    return names
      .filter((name) => name.endsWith(SUFFIX) && !name.startsWith('.'))
      .map((name) => name.slice(0, -SUFFIX.length))
      .sort();
  }

  /** @param id The newest one when left out. @throws BackupNotFound, BackupDamaged, BackupTooNew */
  async read(id?: string): Promise<KnownBackup> {
    const ids = await this.ids();
    const wanted = id ?? ids.at(-1);
    if (wanted === undefined || !ids.includes(wanted))
      throw new BackupNotFound(
        wanted === undefined
          ? `There is no whole backup in ${this.path}.`
          : `There is no backup ${wanted} in ${this.path}. See: chancery backup list ${this.path}.`,
      );
    const text = await readFile(this.manifestOf(wanted), 'utf8').catch((error: unknown) => {
      throw folderError(this.path, error);
    });
    return { manifest: parse(wanted, text), sha256: createHash('sha256').update(text).digest('hex') };
  }

  /** The last step of a backup: from here on it is there. @param alongside What must have happened before it is. */
  async add(manifest: BackupManifest, alongside: (sha256: string) => Promise<void>): Promise<KnownBackup> {
    await this.objects.sync();
    const text = `${JSON.stringify(manifest)}\n`;
    const sha256 = createHash('sha256').update(text).digest('hex');
    const fresh = join(this.path, 'backups', `.${manifest.id}.part`);
    try {
      await writeDurably(fresh, text);
      await alongside(sha256);
      await rename(fresh, this.manifestOf(manifest.id));
      await syncFolder(join(this.path, 'backups'));
    } finally {
      await rm(fresh, { force: true });
    }
    return { manifest, sha256 };
  }

  /** Let go of all but the newest backups. @returns Names of those that went, and the bytes that were given back. */
  async prune(keep: number): Promise<{ readonly removed: string[]; readonly freedBytes: number }> {
    const ids = await this.ids();
    const removed = ids.slice(0, Math.max(0, ids.length - keep));
    // The manifests first: without its manifest a backup that lacks objects is none.
    for (const id of removed) await rm(this.manifestOf(id), { force: true });
    await syncFolder(join(this.path, 'backups'));
    const wanted = new Set<string>();
    for (const id of await this.ids())
      for (const { sha256 } of (await this.read(id)).manifest.files) wanted.add(sha256);
    return { removed, freedBytes: await this.objects.keepOnly(wanted) };
  }

  private manifestOf(id: string): string {
    return join(this.path, 'backups', `${id}${SUFFIX}`);
  }
}

function parse(id: string, text: string): BackupManifest {
  try {
    const content = JSON.parse(text) as { format?: unknown };
    if (typeof content.format === 'string' && content.format !== 'chancery-backup/1')
      throw new BackupTooNew(`The backup ${id} has the form ${content.format}, which this version does not read.`);
    return backupManifest.parse(content);
  } catch (cause) {
    if (cause instanceof BackupTooNew) throw cause;
    throw new BackupDamaged(`The manifest of the backup ${id} can't be read. Take another backup.`, { cause });
  }
}

async function markIn(folder: string): Promise<z.infer<typeof mark> | null> {
  const text = await readFile(join(folder, MARK), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw folderError(folder, error);
  });
  if (text === null) return null;
  const known = mark.safeParse(JSON.parse(text));
  if (!known.success || known.data.format !== FORMAT)
    throw new BackupTooNew(`${folder} holds backups of a form that this version does not read.`);
  return known.data;
}

/** Not those above it: where a mount is missing, a local folder in its place would be of no use. */
async function make(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function begin(folder: string, origin: string | null): Promise<void> {
  const others = (await readdir(folder)).filter((name) => name !== 'lost+found');
  if (others.length > 0)
    throw new BackupFolderForeign(`${folder} is not empty and holds no backups. Name a new folder, or an empty one.`);
  await writeMark(folder, origin);
}

async function writeMark(folder: string, origin: string | null): Promise<void> {
  const fresh = join(folder, `.${MARK}.part`);
  await rm(fresh, { force: true });
  await writeDurably(fresh, `${JSON.stringify({ format: FORMAT, origin })}\n`);
  await rename(fresh, join(folder, MARK));
  await syncFolder(folder);
}

/** Links are followed: a folder may be inside under another name. */
async function refuseInside(folder: string, dataDir: string, isNew: boolean): Promise<void> {
  const [inner, outer] = await Promise.all([realpath(folder), realOrGiven(dataDir)]);
  const way = relative(outer, inner);
  const isInside = way === '' || !(way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way);
  if (!isInside) return;
  if (isNew) await rm(folder, { recursive: true });
  throw new BackupFolderInside(folder, dataDir);
}

async function realOrGiven(path: string): Promise<string> {
  const exists = await lstat(path).then(
    () => true,
    () => false,
  );
  return exists
    ? realpath(path)
    : join(await realpath(dirname(path)).catch(() => dirname(path)), path.slice(dirname(path).length));
}
