import { spawn } from 'node:child_process';
import { systemProgram } from './installed-programs.js';

/** What a program from elsewhere is held to. */
export interface ProgramRun {
  /** A folder that the program may write to; its home and place for temporary files as well. */
  readonly folder: string;
  /** Killed after this many milliseconds. */
  readonly timeoutMs: number;
  /** Killed when it asks for more address space than this, in bytes. */
  readonly memoryBytes: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** What became of it; a program that fails is a result and no error. */
export interface ProgramResult {
  /** Null when it was killed. */
  readonly exitCode: number | null;
  readonly output: string;
}

const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * Run an installed program to its end with bounds on time, memory and output, and an environment of its own. On Linux it dies with
 * this process, however that ends.
 */
export function runProgram(path: string, args: readonly string[], run: ProgramRun): Promise<ProgramResult> {
  const [program, ...rest] = bounded(path, args, run);
  return new Promise((resolve, reject) => {
    const child = spawn(program!, rest, {
      cwd: run.folder,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', HOME: run.folder, TMPDIR: run.folder, ...run.env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const parts: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => child.kill('SIGKILL'), run.timeoutMs);
    child.stdout.on('data', (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length > MOST_OUTPUT) child.kill('SIGKILL');
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (exitCode) => {
      clearTimeout(timer);
      resolve({ exitCode, output: Buffer.concat(parts).toString('utf8') });
    });
  });
}

/** The call inside `prlimit` and, so that no end of its parent leaves it behind, `setpriv`; both are of util-linux and replace themselves by it. */
function bounded(path: string, args: readonly string[], run: ProgramRun): string[] {
  const [prlimit, setpriv] = [systemProgram('prlimit'), systemProgram('setpriv')];
  const seconds = Math.ceil(run.timeoutMs / 1000) + 1;
  return [
    ...(setpriv ? [setpriv, '--pdeathsig', 'KILL', '--no-new-privs'] : []),
    ...(prlimit ? [prlimit, `--as=${run.memoryBytes}`, `--cpu=${seconds}`] : []),
    path,
    ...args,
  ];
}
