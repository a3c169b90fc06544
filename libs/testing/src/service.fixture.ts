import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { childEnvironment, processEnvironment, programEntry } from '#config';

/** How a whole service for a test differs from one with the defaults. */
export interface TestServiceOptions {
  /** Queues in this Redis instead of PostgreSQL. */
  readonly redisUrl?: string;
  /** More variables for the service. */
  readonly env?: Readonly<Record<string, string>>;
  /** In an empty folder, also where a cluster was prepared. */
  readonly isFromNothing?: boolean;
}

/** The processes below `up` that can be told apart. */
export type ServicePart = 'api' | 'worker' | 'inference';

const START_WITHIN_MS = 300_000;
const STOP_WITHIN_MS = 60_000;

/**
 * Start the compiled service in a temporary data folder and wait until it answers. Nothing is in the folder but, where one was
 * prepared and the options don't refuse it, a copy of a cluster with an empty schema.
 * @throws Error when it is not compiled, or with its last words when it does not come up.
 */
export async function startService(options: TestServiceOptions = {}): Promise<TestService> {
  const dataDir = await mkdtemp(join(tmpdir(), 'chancery-service-'));
  // PostgreSQL's own user can enter it then, so that nothing is left outside this folder.
  await chmod(dataDir, 0o755);
  if (!options.isFromNothing) await copyCluster(dataDir);
  const service = new TestService(dataDir, options);
  await service.start();
  return service;
}

/** With its owners, which only root may give: PostgreSQL has a user of its own there. */
async function copyCluster(dataDir: string): Promise<void> {
  const prepared = processEnvironment()['CHANCERY_TEST_CLUSTER'];
  if (prepared) await promisify(execFile)('cp', ['-a', prepared, join(dataDir, 'postgres')]);
}

/** One `chancery up` on a data folder of its own; it may be killed and started again on the same folder. */
export class TestService {
  private up: ChildProcess | null = null;
  private ready = { url: '', token: '', pid: 0 };
  /** Everything that `up` has said so far, over all its starts. */
  logs = '';

  constructor(
    readonly dataDir: string,
    private readonly options: TestServiceOptions,
  ) {}

  get url(): string {
    return this.ready.url;
  }

  /** The administrator's key. */
  get token(): string {
    return this.ready.token;
  }

  get pid(): number {
    return this.ready.pid;
  }

  /** Start `up` on the folder as it is and wait until it answers. */
  async start(): Promise<void> {
    const program = programEntry('cli');
    if (!existsSync(program)) throw new Error('The service is not compiled. Run "npm run build:server" first.');
    const readyFile = join(this.dataDir, 'ready.json');
    await rm(readyFile, { force: true });
    const options = ['--data', this.dataDir, '--port', '0', '--no-samples', '--ready-file', readyFile];
    const { redisUrl, env } = this.options;
    const up = spawn(process.execPath, [program, 'up', ...options], {
      // Nothing runs by itself in the middle of a test, whatever the time of day.
      env: childEnvironment({ SELF_TEST_AT: 'off', ...(redisUrl ? { REDIS_URL: redisUrl } : {}), ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [up.stdout, up.stderr]) stream.on('data', (data: Buffer) => (this.logs += data.toString()));
    this.up = up;
    for (const deadline = Date.now() + START_WITHIN_MS; ; await delay(100)) {
      if (existsSync(readyFile)) break;
      if (hasEnded(up)) throw new Error(`The service ended before it was ready:\n${this.logs.slice(-4_000)}`);
      if (Date.now() > deadline) throw new Error(`The service did not get ready:\n${this.logs.slice(-4_000)}`);
    }
    this.ready = JSON.parse(readFileSync(readyFile, 'utf8')) as TestService['ready'];
  }

  /** A request with the administrator's key. @param route Begins with `/`. */
  fetch(route: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${route}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${this.token}` },
    });
  }

  /** The process that plays a part at this moment; null while it is down. */
  pidOf(part: ServicePart): number | null {
    const entry = programEntry(part);
    return this.up?.pid === undefined
      ? null
      : (childrenOf(this.up.pid).find((pid) => commandOf(pid).includes(entry)) ?? null);
  }

  /** The embedded PostgreSQL, which is no child of `up`; null when none runs. */
  postgresPid(): number | null {
    return Number(this.postmaster()?.[0]) || null;
  }

  /** Where the embedded PostgreSQL listens. */
  databaseUrl(): string {
    const port = this.postmaster()?.[3]?.trim();
    const password = readFileSync(join(this.dataDir, 'postgres', 'password'), 'utf8').trim();
    return `postgres://chancery:${password}@127.0.0.1:${port}/chancery`;
  }

  /** What a part has written to its log. */
  logOf(part: ServicePart): string {
    const file = join(this.dataDir, 'logs', `${part}.log`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** `kill -9` for `up` and everything below it, so that no part has time to react to the end of another. */
  async killAll({ postgres = false } = {}): Promise<void> {
    const up = this.up;
    if (!up?.pid) return;
    const victims = [up.pid, ...descendantsOf(up.pid)];
    const server = postgres ? this.postgresPid() : null;
    if (server) victims.push(server);
    const ended = hasEnded(up) ? Promise.resolve() : new Promise<void>((resolve) => up.once('exit', () => resolve()));
    for (const pid of victims) killHard(pid);
    await ended;
    this.up = null;
  }

  /** Ask `up` to stop everything in order, then remove the data folder. */
  async stop(): Promise<void> {
    await this.end();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Ask `up` to stop everything in order; the data folder stays. */
  async end(): Promise<void> {
    const up = this.up;
    if (!up || hasEnded(up)) return;
    const ended = new Promise<void>((resolve) => up.once('exit', () => resolve()));
    up.kill('SIGTERM');
    const late = await Promise.race([ended, delay(STOP_WITHIN_MS, 'late', { ref: false })]);
    if (late) {
      await this.killAll({ postgres: true });
      throw new Error(`The service did not stop within ${STOP_WITHIN_MS / 1000} seconds:\n${this.logs.slice(-2_000)}`);
    }
  }

  private postmaster(): string[] | null {
    const file = join(this.dataDir, 'postgres', 'cluster', 'postmaster.pid');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : null;
  }
}

/** `kill -9`; a process that has ended already is what was wanted. */
export function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

function childrenOf(parent: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((pid) => parentOf(pid) === parent);
}

/** The fourth field of `stat`; the second, the name, is in brackets and may hold anything. */
function parentOf(pid: number): number | null {
  const stat = readProcess(pid, 'stat');
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

const commandOf = (pid: number): string => readProcess(pid, 'cmdline') ?? '';

/** Null when the process has ended meanwhile. */
function readProcess(pid: number, file: 'stat' | 'cmdline'): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
