import { execFile, spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';
import { childEnvironment } from '#config';
import type { KnowledgeError } from '#knowledge';
import {
  EntryUnreadable,
  ProgramMissing,
  SourcePlaceMissing,
  SourceSignInRefused,
  SourceUnreachable,
} from '../errors.js';

const execute = promisify(execFile);
const WITHIN_MS = 30 * 60_000;
const MOST_TEXT = 1024 * 1024;

/** What git is called with, whatever it is to do. */
export interface GitCall {
  /** The service's own bare repository. */
  readonly repository: string;
  readonly url: string;
  /** Settings of this call; they may hold credentials and so travel by the environment, not on the command line. */
  readonly config: Readonly<Record<string, string>>;
}

/** What keeps Git from doing anything but talking to the one server that it is told. */
const LOCKED = {
  'protocol.allow': 'never',
  'core.hooksPath': devNull,
  'credential.helper': '',
  'core.askPass': '',
  'fetch.recurseSubmodules': 'false',
  'fetch.fsckObjects': 'true',
  'http.lowSpeedLimit': '1000',
  'http.lowSpeedTime': '60',
  'gc.auto': '0',
  'safe.directory': '*',
};

function environmentOf({ config }: GitCall): Record<string, string> {
  const all = Object.entries({ ...LOCKED, ...config });
  const numbered = all.flatMap(([key, value], i): [string, string][] => [
    [`GIT_CONFIG_KEY_${i}`, key],
    [`GIT_CONFIG_VALUE_${i}`, value],
  ]);
  return childEnvironment({
    ...Object.fromEntries(numbered),
    ...{ GIT_CONFIG_COUNT: String(all.length), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull },
    ...{ GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C', HOME: '/nonexistent' },
  });
}

/** Run Git to its end. @throws what `execFile` throws; see {@link gitFailure}. */
export async function runGit(call: GitCall, args: readonly string[], signal: AbortSignal): Promise<void> {
  await gitText(call, args, signal);
}

/** What Git prints, for short answers. */
export async function gitText(call: GitCall, args: readonly string[], signal: AbortSignal): Promise<string> {
  const place = args[0] === 'init' ? [] : ['--git-dir', call.repository];
  const { stdout } = await execute('git', [...place, ...args], {
    ...{ env: environmentOf(call), signal, timeout: WITHIN_MS, maxBuffer: MOST_TEXT },
  }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new ProgramMissing('git');
    throw error;
  });
  return stdout;
}

/** What Git prints, piece by piece. @throws EntryUnreadable when it fails. */
export async function* gitStream(call: GitCall, args: readonly string[], signal: AbortSignal): AsyncIterable<unknown> {
  const child = spawn('git', ['--git-dir', call.repository, ...args], {
    ...{ env: environmentOf(call), signal, stdio: ['ignore', 'pipe', 'ignore'] },
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });
  try {
    yield* child.stdout;
    if ((await ended) !== 0) throw new EntryUnreadable({ reason: 'git' });
  } finally {
    child.kill('SIGKILL');
  }
}

/** Whether Git failed because of the service's own repository: locked by a Git that was killed, or damaged. */
export function isOwnDamage(error: unknown): boolean {
  const { stderr: said = '' } = error as { stderr?: string };
  const own = said.split('\n').filter((line) => !line.startsWith('remote:'));
  return own.some((line) =>
    /\.lock\b|corrupt|bad object|shallow file|loose object|object file|packfile|not a git repository/i.test(line),
  );
}

/** What a failed `git fetch` means. Git's own sentences are read, and not passed on: they may hold addresses with secrets. @param branch Empty for the default one. */
export function gitFailure(error: unknown, branch: string): KnowledgeError {
  if (error instanceof ProgramMissing) return error;
  const { stderr: said = '' } = error as { stderr?: string };
  if (/Authentication failed|could not read (Username|Password)|HTTP 40[13]|error: 40[13]/i.test(said))
    return new SourceSignInRefused(error);
  if (/couldn't find remote ref/i.test(said))
    return branch === '' ? new SourcePlaceMissing('default_branch') : new SourcePlaceMissing('branch', branch);
  if (/not found|does not appear to be a git repository|HTTP 404|error: 404/i.test(said))
    return new SourcePlaceMissing('repository');
  return new SourceUnreachable({ reason: 'git' }, error);
}
