import { hash, verify } from '@node-rs/argon2';
import { TooBusyToHash } from '../errors.js';
import { normalPassword } from './password-rules.js';

/** Argon2id (the library's default) as OWASP's Password Storage Cheat Sheet asks at least: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const CURRENT = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;

/** So many at once leave the thread pool, which files and databases share, some threads. */
const AT_ONCE = 2;
/** Further ones wait; beyond that a flood is refused rather than queued for minutes. */
const MOST_WAITING = 100;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new TooBusyToHash();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** @returns The PHC form. @throws TooBusyToHash */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(normalPassword(password), PARAMETERS));

/** Takes as long for a wrong password as for the right one. @throws TooBusyToHash */
export const isPassword = (password: string, phc: string): Promise<boolean> =>
  inTurn(() => verify(phc, normalPassword(password)));

/** Whether a hash was made with other parameters than those in use now. */
export const isOutdated = (phc: string): boolean => !phc.startsWith(CURRENT);
