import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programEntry } from '#config';
import { isAlive } from './processes.js';

const ENTRY = programEntry('cli');
const START_WITHIN_MS = 300_000;

export interface ServicePlan {
  /** Further settings; the test's own environment is not passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** A program that runs the service, with its arguments: `['strace', '-f', …]`. */
  readonly under?: readonly string[];
  readonly withSamples?: boolean;
  /** An existing data folder to use; by default a new one that goes away at the end. */
  readonly dataDir?: string;
  readonly port?: number;
  /** Errors as JSON. */
  readonly isJson?: boolean;
}

export interface UpService {
  readonly url: string;
  readonly token: string;
  /** Process id of `up`. */
  readonly pid: number;
  readonly dataDir: string;
  readonly signInLink: string;
  stop(): Promise<void>;
}

/** A new folder that PostgreSQL's own user may reach, too. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chancery-e2e-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** The built service with all its processes, in a data folder of its own, where `startService` of `#testing` has no say: samples, folder, wrapper. */
export async function startUp(plan: ServicePlan = {}): Promise<UpService> {
  const folder = temporaryFolder();
  const dataDir = plan.dataDir ?? join(folder, 'data');
  const up = runUp({ ...plan, dataDir, readyFile: join(folder, 'ready.json') });
  const forget = () => {
    const note = join(dataDir, 'postgres', 'MOVED-TO');
    const elsewhere = existsSync(note) ? [readFileSync(note, 'utf8').trim()] : [];
    for (const each of [...elsewhere, folder]) rmSync(each, { recursive: true, force: true });
  };
  const { url, token, pid } = await up.ready.catch((error: unknown) => {
    forget();
    throw error;
  });
  const signInLink = /sign-in#(\S+)/.exec(up.output())?.[1] ?? '';
  const stop = async () => {
    if (isAlive(pid)) process.kill(pid, 'SIGTERM');
    await up.ended;
    forget();
  };
  return { url, token, pid, dataDir, signInLink, stop };
}

export interface Up {
  readonly child: ChildProcess;
  readonly ready: Promise<{ url: string; token: string; pid: number }>;
  readonly ended: Promise<number | null>;
  output(): string;
}

/** `chancery up`, whether or not it comes up. */
export function runUp(plan: ServicePlan & { readonly dataDir: string; readonly readyFile: string }): Up {
  const flags = ['--data', plan.dataDir, '--port', String(plan.port ?? 0), '--ready-file', plan.readyFile];
  const [program, ...args] = [
    ...(plan.under ?? []),
    process.execPath,
    ENTRY,
    'up',
    ...flags,
    ...(plan.withSamples ? [] : ['--no-samples']),
    ...(plan.isJson ? ['--json'] : []),
  ];
  const { PATH = '', HOME = '/', LANG = 'C.UTF-8' } = process.env;
  const TMPDIR = tmpdir();
  const child = spawn(program!, args, {
    env: { PATH, HOME, LANG, TMPDIR, SELF_TEST_AT: 'off', ...plan.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ready = new Promise<{ url: string; token: string; pid: number }>((resolve, reject) => {
    const started = Date.now();
    const look = setInterval(() => {
      const isOver = child.exitCode !== null || child.signalCode !== null;
      // The file may exist for a moment before its text does.
      const text = existsSync(plan.readyFile) ? readFileSync(plan.readyFile, 'utf8') : '';
      if (!text.endsWith('}') && !isOver && Date.now() - started < START_WITHIN_MS) return;
      clearInterval(look);
      if (text.endsWith('}') && !isOver) resolve(JSON.parse(text) as { url: string; token: string; pid: number });
      else reject(new Error(`The service did not start (${child.exitCode}):\n${output}`));
    }, 100);
  });
  ready.catch(() => child.kill('SIGTERM'));
  return { child, ready, ended, output: () => output };
}

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliTarget {
  readonly url: string;
  readonly token: string;
  /** A program that runs the command, with its arguments. */
  readonly under?: readonly string[];
}

/** One `chancery` command against a running service. */
export function chancery({ url, token, under = [] }: CliTarget, ...args: readonly string[]): Promise<CliResult> {
  const { PATH = '', HOME = '/' } = process.env;
  const [program, ...rest] = [...under, process.execPath, ENTRY, ...args];
  const child = spawn(program!, rest, {
    env: { PATH, HOME, TMPDIR: tmpdir(), CHANCERY_URL: url, CHANCERY_TOKEN: token },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, stdout, stderr })));
}
