import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { programEntry } from '#config';
import { freePort } from '#database';

const SECRET = 'a-secret-for-measuring-only';
/** Reading a model from a slow disk; beyond this nothing will come of it. */
const START_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 5_000;
const MOST_WORDS = 4_000;

/** A process that serves models, ours or the peer's, as a benchmark sees it. */
export interface ModelProcess {
  readonly url: string;
  readonly key: string;
  /** Processor time used so far, in milliseconds, in steps of 10. */
  cpuMs(): number;
  /** @throws Error with its last words when the process has ended by itself. */
  ensureAlive(): void;
  /** Resolves once the process is gone. */
  stop(): Promise<void>;
}

/** Our inference host. @param modelsDir Its model store. */
export async function startOurs(modelsDir: string, environment: Record<string, string>): Promise<ModelProcess> {
  const child = fork(programEntry('inference'), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      INFERENCE_SECRET: SECRET,
      INFERENCE_SHIPPED_MODELS: 'models',
      INFERENCE_MODELS_DIR: modelsDir,
      ...environment,
    },
  });
  const ready = once(child, 'message').then(([message]) => (message as { port: number }).port);
  const running = new Running('the inference host', child);
  return running.upAt(() => ready.then((port) => `http://127.0.0.1:${port}`));
}

/** llama.cpp's own server. @param folder Where `llama-server` is. */
export async function startPeer(folder: string, args: readonly string[]): Promise<ModelProcess> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const flags = ['--host', '127.0.0.1', '--port', new URL(url).port, '--api-key', SECRET, '--no-webui', ...args];
  const child = spawn(join(folder, 'llama-server'), flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  return new Running('llama-server', child).upAt(async (signal) => {
    while (!signal.aborted && !(await isHealthy(url))) await wait(100);
    return url;
  });
}

const isHealthy = (url: string): Promise<boolean> =>
  fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** A child process that does not outlive this one, and whose last words are kept. */
class Running {
  private lastWords = '';
  private readonly ended: Promise<unknown>;
  private readonly killNow = (): void => void this.child.kill('SIGKILL');

  constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
  ) {
    this.ended = once(child, 'exit').catch((error: unknown) => (this.lastWords += String(error)));
    child.stderr?.on(
      'data',
      (data: Buffer) => (this.lastWords = (this.lastWords + data.toString()).slice(-MOST_WORDS)),
    );
    process.once('exit', this.killNow);
  }

  /** @param found Resolves with the address once the process answers there; it is told when nobody waits any more. */
  async upAt(found: (signal: AbortSignal) => Promise<string>): Promise<ModelProcess> {
    const giveUp = new AbortController();
    const tooLate = wait(START_WITHIN_MS, undefined, { signal: giveUp.signal }).then(
      () => null,
      () => null,
    );
    const url = await Promise.race([found(giveUp.signal), this.ended.then(() => null), tooLate]);
    giveUp.abort();
    if (url === null) {
      await this.stop();
      throw new Error(`${this.name} does not start. ${this.lastWords}`);
    }
    return {
      url,
      key: SECRET,
      cpuMs: () => this.cpuMs(),
      ensureAlive: () => this.ensureAlive(),
      stop: () => this.stop(),
    };
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private cpuMs(): number {
    this.ensureAlive();
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'latin1').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  private ensureAlive(): void {
    const { exitCode, signalCode } = this.child;
    if (this.hasEnded) throw new Error(`${this.name} ended (${signalCode ?? exitCode}). ${this.lastWords}`);
  }

  private async stop(): Promise<void> {
    process.off('exit', this.killNow);
    if (this.hasEnded || this.child.pid === undefined) return;
    this.child.kill('SIGTERM');
    const insist = setTimeout(this.killNow, STOP_WITHIN_MS);
    await this.ended;
    clearTimeout(insist);
  }
}
