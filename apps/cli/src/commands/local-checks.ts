import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { systemReason } from '../client/errors.js';
import { bytes } from '../output/format.js';

/** One thing that `doctor` looked at. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, and for a failed check what to do. */
  readonly detail: string;
}

const LEAST_NODE = [20, 19] as const;
const LEAST_FREE_BYTES = 1024 ** 3;

/** What can be told of this machine without a service: runtime, data folder, disk, and the service's port. */
export async function localChecks(dataDir: string, url: URL): Promise<Check[]> {
  return [checkNode(process.versions.node), checkDataFolder(dataDir), await checkDisk(dataDir), await checkPort(url)];
}

/** @param version As `process.versions.node`. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return { name: 'node', ok, detail: ok ? version : `${version}; install Node.js ${LEAST_NODE.join('.')} or newer.` };
}

/** A folder that is not there yet passes where it could be made. Nothing is made or changed. */
export function checkDataFolder(dataDir: string): Check {
  const name = 'data folder';
  const existing = nearestExisting(dataDir);
  if (!statSync(existing).isDirectory()) {
    return { name, ok: false, detail: `${existing} is a file; choose another folder with --data.` };
  }
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch (error) {
    const detail = `${existing} is not writable (${systemReason(error)}); change its rights or choose another with --data.`;
    return { name, ok: false, detail };
  }
  return { name, ok: true, detail: existing === dataDir ? dataDir : `${dataDir} (made at the first start)` };
}

async function checkDisk(dataDir: string): Promise<Check> {
  const { bavail, bsize } = await statfs(nearestExisting(dataDir));
  const free = bavail * bsize;
  const ok = free >= LEAST_FREE_BYTES;
  const advice = `; make room, ${bytes(LEAST_FREE_BYTES)} are needed to work.`;
  return { name: 'disk', ok, detail: `${bytes(free)} free${ok ? '' : advice}` };
}

/** Only asked while the service does not answer: its port must then be free. */
async function checkPort(url: URL): Promise<Check> {
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) {
    return { name: 'port', ok: true, detail: `${url.host} is another machine; check there.` };
  }
  const problem = await listenOnce(port);
  const detail = problem
    ? `${port} can't be used (${problem}); stop its user or start with --port.`
    : `${port} is free`;
  return { name: 'port', ok: problem === null, detail };
}

function listenOnce(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(systemReason(error)));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)));
  });
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
