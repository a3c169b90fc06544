import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below what systems hand out by themselves (Linux from 32768, others from 49152) and above what services are known by: nobody's
 * outgoing connection takes such a port between the look at it and its use.
 */
export const FREE_PORTS = { from: 20_000, below: 32_768 } as const;
const TRIES = 100;

/** A port on loopback that nothing listens on at this moment, chosen by chance. @throws Error when a hundred are taken. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FREE_PORTS.from, FREE_PORTS.below);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port on loopback is free: ${TRIES} from ${FREE_PORTS.from} on were tried.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
