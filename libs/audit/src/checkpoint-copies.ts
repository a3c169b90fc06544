import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { LogCopyFailed } from './errors.js';

/** A signed checkpoint in a file. */
export interface CopiedCheckpoint {
  readonly file: string;
  readonly note: string;
}

/** Where copies of signed checkpoints are written, besides the database. */
export interface CheckpointFolders {
  /** Beside the database, so that an old copy of it put back is noticed. Holds the newest checkpoint. */
  readonly own: string;
  /** A place that this machine's administrators do not rule, if there is one. Gets a checkpoint now and then. */
  readonly outside: string | null;
}

const NEWEST = 'newest.checkpoint';
const SUFFIX = '.checkpoint';
const NAME = /^\d+\.checkpoint$/;

/** Signed checkpoints outside the database: what shows that it was rewritten or put back. */
export class CheckpointCopies {
  constructor(private readonly folders: CheckpointFolders) {}

  get outsideFolder(): string | null {
    return this.folders.outside;
  }

  /** Keep the newest checkpoint beside the database. */
  async keep(note: string): Promise<void> {
    await writeWhole(this.folders.own, NEWEST, note);
  }

  /**
   * Put a checkpoint into the folder outside, where there is one; one that is there already stays as it is. The folder is never
   * made here: where a mount is missing, a local folder in its place would prove nothing.
   * @throws LogCopyFailed
   */
  async publish(size: number, note: string): Promise<void> {
    const { outside } = this.folders;
    if (!outside) return;
    try {
      // No file is replaced or renamed, so that the folder may be an append-only one.
      const handle = await open(join(outside, `${size}${SUFFIX}`), 'wx', 0o644);
      try {
        await handle.writeFile(note);
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new LogCopyFailed(outside, error);
    }
  }

  /** Whether there is no folder outside, or it can be read. */
  async isReachable(): Promise<boolean> {
    const { outside } = this.folders;
    return (
      !outside ||
      access(outside).then(
        () => true,
        () => false,
      )
    );
  }

  async all(): Promise<CopiedCheckpoint[]> {
    return this.read([...(await this.outside()), ...this.own()]);
  }

  /** The newest here and outside: what the log must continue. */
  async newest(): Promise<CopiedCheckpoint[]> {
    return this.read([...(await this.outside()).slice(-1), ...this.own()]);
  }

  private own(): string[] {
    return [join(this.folders.own, NEWEST)];
  }

  /** By size, smallest first. */
  private async outside(): Promise<string[]> {
    const { outside } = this.folders;
    if (!outside) return [];
    const names = (await readdir(outside).catch(nothingThere)).filter((name) => NAME.test(name));
    return names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).map((name) => join(outside, name));
  }

  private async read(files: readonly string[]): Promise<CopiedCheckpoint[]> {
    const found: CopiedCheckpoint[] = [];
    for (const file of files) {
      const note = await readFile(file, 'utf8').catch(nothingThere);
      if (typeof note === 'string') found.push({ file, note });
    }
    return found;
  }
}

function nothingThere(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

/** After a crash the file is the old one or the new one. */
async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fresh = join(folder, `.${name}.${randomUUID()}.new`);
  const handle = await open(fresh, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, join(folder, name));
}
