import { execFile } from 'node:child_process';
import { programEntry } from '#config';
import type { TestService } from '#testing';

/** How a command ended and what it printed. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/**
 * The compiled `chancery` against a service, as its administrator.
 * @param input What is piped into it.
 */
export function runCli({ url, token }: TestService, words: readonly string[], input?: string): Promise<Ran> {
  return run('cli', ['--url', url, '--token', token, ...words], input);
}

/** The compiled `chancery-verify`, which knows of no service. */
export function runVerifier(words: readonly string[]): Promise<Ran> {
  return run('verify', words);
}

function run(app: 'cli' | 'verify', words: readonly string[], input?: string): Promise<Ran> {
  const program = programEntry(app);
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...words], { timeout: 300_000 }, (error, out, err) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
    if (input !== undefined) child.stdin?.end(input);
  });
}
