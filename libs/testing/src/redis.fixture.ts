import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processEnvironment } from '#config';
import { freePort } from './free-port.js';

/** A real Redis for one test file. */
export interface TestRedis {
  readonly url: string;
  /** @returns The URL of an empty database of it; there are sixteen. */
  freshDatabase(): string;
  stop(): Promise<void>;
}

const START_WITHIN_MS = 60_000;

/** The program that {@link startRedis} would run, or null when this machine has none. */
export function redisProgram(): string | null {
  const path = processEnvironment()['REDIS_SERVER_PATH'] || '/usr/bin/redis-server';
  return existsSync(path) ? path : null;
}

/**
 * Start `redis-server` on a free loopback port with an append-only file in a temporary folder.
 * @returns Null when the machine has no Redis: suites then skip, and say so.
 */
export async function startRedis(): Promise<TestRedis | null> {
  const program = redisProgram();
  if (!program) return null;
  const folder = await mkdtemp(join(tmpdir(), 'chancery-redis-'));
  const port = await freePort();
  const options = [
    ...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '', '--appendonly', 'yes'],
    ...['--databases', '1000'],
  ];
  const server = spawn(program, options, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await answering(port);
  let given = 0;
  return {
    url: `redis://127.0.0.1:${port}`,
    freshDatabase: () => `redis://127.0.0.1:${port}/${(given += 1)}`,
    async stop() {
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answering(port: number): Promise<void> {
  for (const deadline = Date.now() + START_WITHIN_MS; Date.now() < deadline; await delay(50))
    if (await accepts(port)) return;
  throw new Error(`redis-server did not answer within ${START_WITHIN_MS / 1000} seconds.`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
