import { open, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { ModelStoreBusy } from '../model-errors.js';

const HEARTBEAT_MS = 5_000;
/** A lock whose holder gave no sign of life for so long was left by a crash. */
const STALE_MS = 30_000;

/**
 * Do something that one process at a time may do, guarded by a file that exists meanwhile.
 * @param waitMs How long to wait for the present holder.
 * @throws ModelStoreBusy when the holder keeps it longer; whatever the work throws.
 */
export async function holdingLock<T>(path: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  await acquire(path, Date.now() + waitMs);
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

async function acquire(path: string, until: number): Promise<void> {
  for (;;) {
    try {
      await (await open(path, 'wx')).close();
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const touched = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - touched > STALE_MS) await rm(path, { force: true });
    else if (Date.now() >= until) throw new ModelStoreBusy();
    else await wait(20);
  }
}
