import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder, writeDurably } from './durable-files.js';
import { RestoreNotEmpty, RestoreUnfinished } from './errors.js';

const MARK = 'restore-under-way.json';
/** What an attempt that was broken off may have put in; its database is dealt with apart. */
const PUT_IN = ['blobs', 'index', 'models', 'log', 'evaluations'];

/** A data folder that a backup is put into: marked while that lasts, so that no service takes a half one for whole. */
export class RestoreMark {
  private constructor(
    private readonly dataDir: string,
    /** Whether an earlier attempt was broken off here. */
    readonly isAgain: boolean,
  ) {}

  /**
   * Mark an empty folder, or one with an attempt that was broken off, of which everything but the database is taken away.
   * @param manifest Hash of the backup's manifest.
   * @throws RestoreNotEmpty
   */
  static async begin(dataDir: string, backup: string, manifest: string): Promise<RestoreMark> {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await requireEmpty(dataDir);
    const isAgain = isRestoreUnfinished(dataDir);
    await writeMark(dataDir, `${JSON.stringify({ backup, manifest })}\n`);
    if (isAgain) for (const name of PUT_IN) await rm(join(dataDir, name), { recursive: true, force: true });
    return new RestoreMark(dataDir, isAgain);
  }

  /** Everything is there. */
  async end(): Promise<void> {
    await rm(join(this.dataDir, MARK));
    await syncFolder(this.dataDir);
  }
}

/** Neither an installation nor anything else is in a folder but what an attempt that was broken off put in. @throws RestoreNotEmpty */
export async function requireEmpty(dataDir: string): Promise<void> {
  const others = existsSync(dataDir) ? (await readdir(dataDir)).filter((name) => name !== 'lost+found') : [];
  if (others.length > 0 && !isRestoreUnfinished(dataDir))
    throw new RestoreNotEmpty(
      `${dataDir} is not empty. Restore into a new folder with --data DIR, or have this one kept beside it with --move-aside.`,
    );
}

/** For whoever starts on a data folder. @throws RestoreUnfinished */
export function refuseUnfinishedRestore(dataDir: string): void {
  const mark = join(dataDir, MARK);
  if (!existsSync(mark)) return;
  const { backup } = JSON.parse(readFileSync(mark, 'utf8')) as { backup: string };
  throw new RestoreUnfinished(dataDir, backup);
}

/** Whether a restoration into this folder was broken off, or is under way. */
export const isRestoreUnfinished = (dataDir: string): boolean => existsSync(join(dataDir, MARK));

async function writeMark(dataDir: string, text: string): Promise<void> {
  const fresh = join(dataDir, `.${MARK}`);
  await rm(fresh, { force: true });
  await writeDurably(fresh, text);
  await rename(fresh, join(dataDir, MARK));
  await syncFolder(dataDir);
}
