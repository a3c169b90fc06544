import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { BackupRunning } from './errors.js';

const HEARTBEAT_MS = 5_000;
/** A lock whose holder gave no sign of life for so long was left by a crash. */
const STALE_MS = 60_000;

/**
 * Do something that one process at a time may do in a folder, on whatever machine: a file says so meanwhile. One that a process of
 * this machine left when it died counts no more.
 * @throws BackupRunning; whatever the work throws.
 */
export async function holdingFolder<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await acquire(lock);
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A heartbeat that fails is only missed.
    utimes(lock, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(lock, { force: true });
  }
}

async function acquire(lock: string): Promise<void> {
  for (;;) {
    try {
      const file = await open(lock, 'wx', 0o600);
      await file.writeFile(`${hostname()} ${process.pid}`).finally(() => file.close());
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!(await isLeft(lock)))
      throw new BackupRunning(`Another process works in this folder (${lock}). Wait until it is done.`);
    await rm(lock, { force: true });
  }
}

async function isLeft(lock: string): Promise<boolean> {
  try {
    const [{ mtimeMs }, holder] = await Promise.all([stat(lock), readFile(lock, 'utf8')]);
    const [host, pid] = holder.split(' ');
    return Date.now() - mtimeMs > STALE_MS || (host === hostname() && !lives(Number(pid)));
  } catch (error) {
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
