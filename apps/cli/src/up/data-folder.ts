import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DataFolderUnwritable } from '#database';
import { KnowledgeError } from '#knowledge';

/** Two services on one folder would destroy each other's data, so the second never starts. */
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
        writeSync(file, `${process.pid} ${startOf(process.pid)}`);
        closeSync(file);
        this.clearUploads();
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new DataFolderUnwritable(this.path, error);
      }
      const pid = this.runningPid();
      if (pid !== null) throw new AlreadyRunning(this.path, pid);
      rmSync(this.pidFile, { force: true });
    }
  }

  /** The process of the service that runs on this folder; null when none does. Nothing is changed. */
  runningPid(): number | null {
    if (!existsSync(this.pidFile)) return null;
    const [pid = '', start] = readFileSync(this.pidFile, 'utf8').split(' ');
    // Earlier versions wrote the number alone, and theirs may run while this one is put in its place.
    const claimed = start ?? startBefore(Number(pid), statSync(this.pidFile).mtimeMs);
    return isStillThere(Number(pid), claimed) ? Number(pid) : null;
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

/** Whether the very process lives that made a claim, however it was started: numbers are used again after a crash. */
function isStillThere(pid: number, start: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // One of another user lives as well.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startOf(pid) === start;
}

const TICKS_A_SECOND = 100;
/** The machine's start is told in whole seconds. */
const CLOCK_SLACK_MS = 2_000;
const NEVER = 'never';

/** As {@link startOf}, of a process that was there at that moment; of a later one with the same number, what none has. */
function startBefore(pid: number, momentMs: number): string {
  const start = startOf(pid);
  if (start === '') return start;
  const boot = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1];
  const startedMs = (Number(boot ?? 0) + Number(start) / TICKS_A_SECOND) * 1_000;
  return startedMs <= momentMs + CLOCK_SLACK_MS ? start : NEVER;
}

/**
 * When a process began, as Linux counts it (clock ticks since the machine's start); empty elsewhere, and when it is gone, if only
 * its number is still taken because nobody asked yet how it ended.
 */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The third and the 22nd field of proc(5); the second, the name, is in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}
