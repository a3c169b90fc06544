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
  await acquire(path, patience);
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A heartbeat that fails is only missed: the lock then looks stale a little sooner.
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(path, { force: true });
  }
}

async function acquire(path: string, { waitMs, staleMs, busy }: LockPatience): Promise<void> {
  const until = Date.now() + waitMs;
  while (!(await isMade(path))) {
    if (await isLeft(path, staleMs)) await rm(path, { force: true });
    else if (Date.now() >= until) throw busy();
    else await wait(LOOK_AGAIN_MS);
  }
}

async function isMade(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${hostname()} ${process.pid}`).finally(() => file.close());
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isLeft(path: string, staleMs: number): Promise<boolean> {
  try {
    const [{ mtimeMs }, holder] = await Promise.all([stat(path), readFile(path, 'utf8')]);
    const [host, pid] = holder.split(' ');
    return Date.now() - mtimeMs > staleMs || (host === hostname() && !lives(Number(pid)));
  } catch (error) {
    // Given back meanwhile.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

function lives(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
