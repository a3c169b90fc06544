import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '#config';
import { endProgram, startProgram } from './server-process.js';

/** A real S3-compatible store on loopback: OpenStack Swift with its S3 API. */
export interface TestS3 {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  stop(): Promise<void>;
}

const SWIFT = '/usr/lib/python3/dist-packages/swift/__init__.py';
const [ACCESS_KEY, SECRET_KEY] = ['chancery:tester', 'a-secret-of-this-test'];

/** @returns Null when the machine has no Swift: suites then skip, and say so. */
export async function startS3(): Promise<TestS3 | null> {
  if (!existsSync(SWIFT)) return null;
  const folder = await mkdtemp(join(tmpdir(), 'chancery-swift-'));
  const program = join(projectRoot(), 'libs', 'testing', 'src', 'servers', 'swift-server.py');
  const child = startProgram('/usr/bin/python3', [program, folder, ACCESS_KEY, SECRET_KEY]);
  let said = '';
  child.stderr!.on('data', (data: Buffer) => (said += data.toString()));
  const first = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit').then(() => null)]);
  const port = Number(String(first?.[0] ?? ''));
  if (!port) throw new Error(`Swift did not start: ${said.slice(-2_000)}`);
  return {
    ...{ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1' },
    ...{ accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY },
    async stop() {
      child.stdin!.end();
      await endProgram(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
