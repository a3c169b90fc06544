import { randomUUID } from 'node:crypto';
import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

const HEARTBEAT_MS = 5_000;
const LOOK_AGAIN_MS = 20;

/** How long somebody waits for a lock, and when they take it for one that was left behind. */
export interface LockPatience {
  /** For the present holder to be done; 0 for not at all. */
  readonly waitMs: number;
  /** A lock whose holder gave no sign of life for so long was left by a crash; well over five seconds. */
  readonly staleMs: number;
  /** What is thrown when the holder keeps it longer. */
  readonly busy: () => Error;
}

/**
 * Do something that one process at a time may do, on whatever machine: a file says so meanwhile, and who holds it. One that a
 * process of this machine left when it died counts no more.
 * @throws What `busy` makes; whatever the work throws.
 */
export async function holdingLock<T>(path: string, patience: LockPatience, work: () => Promise<T>): Promise<T> {
  const holder = `${hostname()} ${process.pid} ${randomUUID()}`;
  await acquire(path, holder, patience);
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A heartbeat that fails is only missed: the lock then looks stale a little sooner.
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    // Who was silent for too long, as a machine that slept, may find another's here.
    if ((await seen(path))?.holder === holder) await rm(path, { force: true });
  }
}

/** Whether somebody holds it now. Only looks: by the time that this is known it may be otherwise. */
export async function isLocked(path: string, { staleMs }: Pick<LockPatience, 'staleMs'>): Promise<boolean> {
  const found = await seen(path);
  return found !== undefined && !isLeft(found, staleMs);
}

async function acquire(path: string, holder: string, patience: LockPatience): Promise<void> {
  const until = Date.now() + patience.waitMs;
  while (!(await isMade(path, holder))) {
    const found = await seen(path);
    if (!found) continue;
    if (isLeft(found, patience.staleMs)) await removeLeft(path, found, patience);
    else if (Date.now() >= until) throw patience.busy();
    else await wait(LOOK_AGAIN_MS);
  }
}

async function isMade(path: string, holder: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(holder).finally(() => file.close());
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** A lock as it was when somebody looked at it. */
interface SeenLock {
  readonly mtimeMs: number;
  /** Machine, process and a number of its own; empty before it is written. */
  readonly holder: string;
}

/** @returns Undefined if it was given back meanwhile. */
async function seen(path: string): Promise<SeenLock | undefined> {
  try {
    const [{ mtimeMs }, holder] = await Promise.all([stat(path), readFile(path, 'utf8')]);
    return { mtimeMs, holder };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isLeft({ mtimeMs, holder }: SeenLock, staleMs: number): boolean {
  const [host, pid] = holder.split(' ');
  return Date.now() - mtimeMs > staleMs || (host === hostname() && !lives(Number(pid)));
}

/**
 * Of two that find the same lock left behind, the second may come to remove it when the first has already taken it anew: so one at
 * a time removes, and only what it saw. A removal that was itself left behind is removed likewise.
 */
async function removeLeft(path: string, left: SeenLock, patience: LockPatience): Promise<void> {
  await holdingLock(`${path}.left`, patience, async () => {
    const now = await seen(path);
    if (now?.holder === left.holder && now.mtimeMs === left.mtimeMs) await rm(path, { force: true });
  });
}

const hasCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

function lives(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}
