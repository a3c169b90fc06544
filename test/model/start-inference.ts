import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { programEntry } from '#config';
import { Catalogue } from '#models';
import type { ModelServer } from '#models';

const SECRET = 'a-secret-for-tests-only';
export const SHIPPED = resolve('models');
const PROGRAM = programEntry('inference');

/** A real inference process with a models folder of its own. */
export interface RunningInference {
  readonly server: ModelServer;
  readonly child: ChildProcess;
  readonly catalogue: Catalogue;
  stop(): Promise<number | null>;
}

/** An empty folder for models that goes away with the test process's cleanup call. */
export async function temporaryModels(): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'chancery-models-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** Start the compiled inference host. Needs `npm run build:server` first, as `npm test` does. */
export async function startInference(
  modelsDir: string,
  environment: Record<string, string> = {},
): Promise<RunningInference> {
  if (!existsSync(PROGRAM)) throw new Error('The service is not compiled. Run "npm run build:server" first.');
  const child = fork(PROGRAM, [], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    execArgv: [],
    env: {
      PATH: process.env['PATH'],
      INFERENCE_SECRET: SECRET,
      INFERENCE_SHIPPED_MODELS: SHIPPED,
      INFERENCE_MODELS_DIR: modelsDir,
      // Threads that wait for each other spin; beside other tests that costs more than it gains.
      INFERENCE_GENERATE_THREADS: '1',
      ...environment,
    },
  });
  let log = '';
  child.stderr!.on('data', (piece: Buffer) => (log += piece.toString()));
  const port = await new Promise<number>((found, failed) => {
    // It says every few seconds that it is starting, before it says where it listens.
    child.on('message', ({ port: told }: { type: string; port?: number }) => told !== undefined && found(told));
    child.once('exit', (code) => failed(new Error(`The inference host ended with ${code}: ${log}`)));
  });
  return {
    child,
    catalogue: await Catalogue.load(SHIPPED),
    server: { baseUrl: `http://127.0.0.1:${port}`, apiKey: SECRET, timeoutMs: 30_000, retryForMs: 5_000 },
    stop: () => ended(child, () => child.kill('SIGTERM')),
  };
}

/** The exit status of a process after something that should end it. */
export function ended(child: ChildProcess, end: () => void): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((found) => {
    child.once('exit', found);
    end();
  });
}
