import { execFile } from 'node:child_process';
import { childEnvironment, projectRoot } from '#config';

const ENDS_WITHIN_MS = 60_000;

/** What the process is given besides the module. */
export interface ScriptOptions {
  /** `process.argv` from the second on. */
  readonly args?: readonly string[];
  /** For its standard input. */
  readonly input?: string;
  /** Most memory for its objects; the runtime's own limit when absent. */
  readonly heapMb?: number;
}

/** What there is to know of a process that may have failed in any way. */
export interface ScriptOutcome {
  /** Whether there was a process at all, however it ended. */
  readonly hasRun: boolean;
  /** What it wrote to its standard output before it ended, or was ended. */
  readonly written: string;
}

/**
 * Run a module in a process of its own, without secrets in its environment and for a minute at most: for what may take this process down
 * (native code, or a program that somebody else wrote).
 * @returns Never rejects: a process that fails has written less.
 */
export function runScript(source: string, { args = [], input, heapMb }: ScriptOptions = {}): Promise<ScriptOutcome> {
  const limits = heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`];
  return new Promise((resolve) => {
    const { stdin } = execFile(
      process.execPath,
      [...limits, '--input-type=module', '--eval', source, ...args],
      { cwd: projectRoot(), env: childEnvironment(), timeout: ENDS_WITHIN_MS, killSignal: 'SIGKILL' },
      // Of a process that could not be made the error names the system call; of one that wrote too much it has a code alone.
      (error, written) =>
        resolve({ hasRun: !(typeof error?.code === 'string' && error.syscall !== undefined), written }),
    );
    // One that ended before it read everything is told of above.
    stdin?.on('error', () => undefined).end(input);
  });
}
