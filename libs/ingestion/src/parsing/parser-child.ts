import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { parseCrashed, ParseFailure, parseMemoryLimit, parseTimeout } from './parse-errors.js';
import type { ReadDocument } from './parsed-document.js';
import type { ParseReply, ParseRequest } from './parser-messages.js';

const MEMORY_CHECK_MS = 100;

/** What one process may take; beyond it the process is killed and the document fails. */
export interface ChildLimits {
  /** For one document, start of the process included. */
  readonly timeoutMs: number;
  /** Resident memory at which the process is killed. */
  readonly memoryBytes: number;
}

/** One parser process. It reads one document at a time; after any failure of the process itself it is dead for good. */
export class ParserChild {
  readonly #process: ChildProcess;
  readonly #exited: Promise<void>;
  readonly #limits: ChildLimits;
  #isAlive = true;
  #documents = 0;
  #rssBytes = 0;
  #peakRssBytes = 0;

  constructor(entryPath: string, limits: ChildLimits) {
    this.#limits = limits;
    const heapMegabytes = Math.max(64, Math.floor((limits.memoryBytes / 1e6) * 0.75));
    this.#process = fork(entryPath, [], {
      execArgv: [`--max-old-space-size=${heapMegabytes}`],
      // Nothing of this process's environment: it holds passwords and keys that a parser has no use for.
      env: { NODE_ENV: 'production', TZ: 'UTC' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#exited = new Promise((resolve) => {
      this.#process.once('exit', () => resolve());
      this.#process.once('error', () => resolve());
    });
    void this.#exited.then(() => (this.#isAlive = false));
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Documents read so far. */
  get documents(): number {
    return this.#documents;
  }

  /** Resident memory after the last document, in bytes. */
  get rssBytes(): number {
    return this.#rssBytes;
  }

  /** The most resident memory seen, in bytes. */
  get peakRssBytes(): number {
    return this.#peakRssBytes;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** @throws ParseFailure with the parser's code, or `parse.timeout`, `parse.memory_limit`, `parse.crashed` */
  async parse(request: ParseRequest): Promise<ReadDocument> {
    this.#documents++;
    const reply = await this.#ask(request);
    this.#rssBytes = reply.rssBytes;
    this.#peakRssBytes = Math.max(this.#peakRssBytes, reply.rssBytes);
    if (!reply.ok) throw new ParseFailure(reply.failure);
    return reply.document;
  }

  #ask(request: ParseRequest): Promise<ParseReply> {
    const child = this.#process;
    return new Promise<ParseReply>((resolve, reject) => {
      const settle = (settleWith: () => void) => {
        clearTimeout(timer);
        clearInterval(memory);
        child.off('message', onMessage).off('exit', onExit).off('error', onError);
        settleWith();
      };
      const fail = (failure: ParseFailure) => {
        settle(() => reject(failure));
        this.kill();
      };
      const onMessage = (reply: unknown) => settle(() => resolve(reply as ParseReply));
      const onExit = (code: number | null, signal: string | null) => fail(this.#exitFailure(code, signal));
      const onError = (error: Error) => fail(parseCrashed(error.name));
      const timer = setTimeout(() => fail(parseTimeout(this.#limits.timeoutMs)), this.#limits.timeoutMs);
      const memory = setInterval(() => {
        void residentBytes(child.pid).then((bytes) => {
          this.#peakRssBytes = Math.max(this.#peakRssBytes, bytes);
          if (bytes > this.#limits.memoryBytes) fail(parseMemoryLimit(this.#limits.memoryBytes));
        });
      }, MEMORY_CHECK_MS);
      child.on('message', onMessage).once('exit', onExit).once('error', onError);
      if (!this.#isAlive || !child.connected) fail(parseCrashed('it had already ended'));
      else child.send(request, (error) => error && onError(error));
    });
  }

  /** Node aborts when its heap is full; a kill that was not ours is the system's answer to a lack of memory. */
  #exitFailure(code: number | null, signal: string | null): ParseFailure {
    if (signal === 'SIGABRT' || code === 134) return parseMemoryLimit(this.#limits.memoryBytes);
    return parseCrashed(signal ?? `exit code ${code}`);
  }

  kill(): void {
    this.#isAlive = false;
    this.#process.kill('SIGKILL');
  }

  /** Kill it and wait until it has ended. */
  async close(): Promise<void> {
    this.kill();
    await this.#exited;
  }
}

/** Resident memory from `/proc`; 0 where there is none (not Linux) or the process has just ended. The heap limit still holds there. */
async function residentBytes(pid: number | undefined): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
