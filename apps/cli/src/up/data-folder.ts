import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DataFolderUnwritable } from '#database';
import { KnowledgeError } from '#knowledge';

export class AlreadyRunning extends KnowledgeError {
  readonly code = 'service.already_running';
  readonly kind = 'conflict';
  constructor(folder: string, pid: number) {
    super(`Chancery already runs on ${folder} (process ${pid}). Stop it first, or use another folder with --data DIR.`);
  }
}

/** They hold document text in one form or another; PostgreSQL's folder is its own affair. */
const FOLDERS = ['run', 'logs', 'secrets', 'models', 'blobs', 'uploads', 'index'];
const PRIVATE = 0o700;

/** The folder in which everything of one installation lives. */
export class DataFolder {
  private readonly pidFile: string;

  constructor(readonly path: string) {
    this.pidFile = join(path, 'run', 'up.pid');
  }

  /**
   * Make the folder and claim it for this process.
   * @throws DataFolderUnwritable, AlreadyRunning
   */
  claim(): void {
    try {
      for (const name of FOLDERS) {
        const folder = join(this.path, name);
        mkdirSync(folder, { recursive: true, mode: PRIVATE });
        // Made by an earlier version or by hand, it may be open to everybody on this machine.
        chmodSync(folder, PRIVATE);
      }
      writeFileSync(join(this.path, 'run', '.probe'), '');
      rmSync(join(this.path, 'run', '.probe'));
    } catch (cause) {
      throw new DataFolderUnwritable(this.path, cause);
    }
    for (;;) {
      try {
        const file = openSync(this.pidFile, 'wx');
        writeSync(file, String(process.pid));
        closeSync(file);
        this.clearUploads();
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new DataFolderUnwritable(this.path, error);
      }
      const pid = Number(readFileSync(this.pidFile, 'utf8'));
      if (isOurs(pid)) throw new AlreadyRunning(this.path, pid);
      rmSync(this.pidFile, { force: true });
    }
  }

  /** The process of the service that runs on this folder; null when none does. Nothing is changed. */
  runningPid(): number | null {
    const pid = existsSync(this.pidFile) ? Number(readFileSync(this.pidFile, 'utf8')) : 0;
    return isOurs(pid) ? pid : null;
  }

  release(): void {
    rmSync(this.pidFile, { force: true });
    rmSync(join(this.path, 'run', 'service.json'), { force: true });
  }

  logFile(name: string): string {
    return join(this.path, 'logs', `${name}.log`);
  }

  /** A secret kept in this folder; null before its first use. */
  read(name: string): string | null {
    const file = join(this.path, 'secrets', name);
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
  }

  /** Keep a secret, readable by its owner alone. */
  keep(name: string, value: string): void {
    writeFileSync(join(this.path, 'secrets', name), value, { mode: 0o600 });
  }

  /** Where the command line on this machine finds the service and its key. */
  announce(service: { url: string; token: string; pid: number; certificate: string | undefined }): void {
    writeFileSync(join(this.path, 'run', 'service.json'), JSON.stringify(service), { mode: 0o600 });
  }

  /** What an upload left behind when its request was cut off by a crash belongs to nobody. */
  private clearUploads(): void {
    const folder = join(this.path, 'uploads');
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Whether a process of that number lives and is a Chancery: numbers are used again after a crash. */
function isOurs(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('cli/src/main');
  } catch {
    return process.platform !== 'linux';
  }
}
