import { createServer } from 'node:net';

/**
 * Below what systems hand out by themselves (Linux from 32768, others from 49152) and above what services are known by: nobody's
 * outgoing connection takes such a port between the look at it and its use.
 */
export const FREE_PORTS = { from: 20_000, below: 32_768 } as const;
const SPAN = FREE_PORTS.below - FREE_PORTS.from;
/** The golden section of the span: the ports of one process lie far apart, and so far from those of its neighbours. */
const STRIDE = Math.round(SPAN * 0.618);
const TRIES = 100;

let looks = 0;

/**
 * A port on loopback that nothing listens on at this moment. Processes that look at the same time look at different ports, since
 * each begins at its own number; one process is never told the same port twice in a row.
 * @throws Error when a hundred are taken.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = nthPort(process.pid, looks++);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port on loopback is free: ${TRIES} from ${FREE_PORTS.from} on were tried.`);
}

/** The port that a process looks at in its n-th look, counted from 0. */
export const nthPort = (pid: number, n: number): number => FREE_PORTS.from + ((pid + n * STRIDE) % SPAN);

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
