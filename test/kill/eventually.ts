import { setTimeout as delay } from 'node:timers/promises';

const WITHIN_MS = 240_000;

/** Wait until something holds. @throws Error when it takes minutes. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + WITHIN_MS; !(await holds()); await delay(250))
    if (Date.now() > deadline) throw new Error(`${what} took longer than ${WITHIN_MS / 1000} s`);
}
