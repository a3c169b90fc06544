import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from 'node:fs';

/** How a child of `up` is started, and started anew. */
export interface ProcessPlan {
  readonly name: string;
  readonly entry: string;
  readonly environment: Record<string, string>;
  /** Standard output and error end up here. */
  readonly logFile: string;
  readonly execArgv?: readonly string[];
  /** Above this resident memory the process is ended and started anew; null never. */
  readonly memoryBytes: number | null;
}

/** Waits between restarts: quick at first, then slower, never giving up. */
const BACK_OFF_MS = [250, 500, 1_000, 2_000, 5_000, 10_000];
/** A process that ran this long has recovered; its next restart is quick again. */
const RECOVERED_MS = 60_000;
const STOP_WITHIN_MS = 20_000;
const LARGEST_LOG_BYTES = 20 * 1024 * 1024;

/**
 * Keeps one child process alive: started, watched, restarted with back-off when it ends by itself, stopped in order.
 * Children end themselves when this process dies, because their channel to it closes.
 */
export class SupervisedProcess {
  private child: ChildProcess | null = null;
  private ending: ChildProcess | null = null;
  private isStopping = false;
  private failures = 0;
  private readonly log: WriteStream;
  private lastWords = '';
  private ready: ChildProcess | null = null;
  private lastHeard = 0;

  constructor(
    private readonly plan: ProcessPlan,
    private readonly onRestart: (sentence: string) => void,
  ) {
    this.log = openLog(plan.logFile);
  }

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  /** Null until the child has said that it is ready, and again once it has ended. */
  get readyPid(): number | null {
    return this.ready !== null && this.ready === this.child ? (this.ready.pid ?? null) : null;
  }

  /** When a child last said something, as `Date.now()`; 0 when none has. A child that starts may say that it lives. */
  get heardAt(): number {
    return this.lastHeard;
  }

  get memoryBytes(): number | null {
    return this.plan.memoryBytes;
  }

  get name(): string {
    return this.plan.name;
  }

  /**
   * Start and wait for the child's `ready` message.
   * @returns The message.
   * @throws Error with the child's last words when it ends before it is ready.
   */
  start(): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const child = this.spawn();
      const startedAt = Date.now();
      let isReady = false;
      child.on('message', (message: Record<string, unknown>) => {
        this.lastHeard = Date.now();
        if (message['type'] !== 'ready') return;
        isReady = true;
        this.ready = child;
        resolve(message);
      });
      child.on('exit', (code, signal) => {
        if (this.child === child) this.child = null;
        if (!isReady)
          reject(
            new Error(`${this.plan.name} ended before it was ready (${signal ?? code}). ${this.lastWords.trim()}`),
          );
        if (this.isStopping) return;
        if (isReady || this.failures > 0) this.restartLater(`${signal ?? `status ${code}`}`, Date.now() - startedAt);
      });
      // The process could not even be made, for want of memory, say; there is no exit to wait for.
      child.on('error', (error) => {
        reject(error);
        if (!this.isStopping && this.failures > 0) this.restartLater(error.message, 0);
      });
    });
  }

  /** End the process so that it starts anew, as after a crash. Asking again while it ends changes nothing. */
  recycle(reason: string): void {
    const { child } = this;
    if (!child || this.ending === child) return;
    this.onRestart(`${this.plan.name} ${reason}`);
    void this.end(child);
  }

  /** As {@link recycle}, for a child that would not hear. */
  kill(reason: string): void {
    const { child } = this;
    if (!child || this.ending === child) return;
    this.onRestart(`${this.plan.name} ${reason}`);
    this.ending = child;
    child.kill('SIGKILL');
  }

  /** Ask the child to end, insist after a while. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.child) await this.end(this.child);
    this.log.end();
  }

  private async end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    this.ending = child;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const insist = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(insist);
  }

  private spawn(): ChildProcess {
    const child = fork(this.plan.entry, [], {
      env: this.plan.environment,
      execArgv: [...(this.plan.execArgv ?? [])],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Own process group: Ctrl-C in the terminal reaches the supervisor alone, which stops the others in order.
      detached: true,
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => {
        this.log.write(data);
        this.lastWords = (this.lastWords + data.toString()).slice(-2_000);
      });
    return child;
  }

  private restartLater(how: string, ranMs: number): void {
    this.failures = ranMs > RECOVERED_MS ? 1 : this.failures + 1;
    const delay = BACK_OFF_MS[Math.min(this.failures, BACK_OFF_MS.length) - 1]!;
    this.onRestart(`${this.plan.name} ended (${how}); starting it again`);
    setTimeout(() => {
      if (!this.isStopping) this.start().catch((error: unknown) => this.onRestart(String(error)));
    }, delay);
  }
}

/** Begins anew once it is large, keeping one older file. A log that can't be written must not end what it reports about. */
function openLog(file: string): WriteStream {
  if (existsSync(file) && statSync(file).size > LARGEST_LOG_BYTES) renameSync(file, `${file}.1`);
  const log = createWriteStream(file, { flags: 'a', mode: 0o600 });
  log.on('error', () => undefined);
  return log;
}
