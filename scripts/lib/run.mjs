import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout, without a trailing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A step failed; the message says what happened and what to do. Scripts print it without a stack. */
export class StepFailed extends Error {}

/**
 * Run a program in the checkout until it ends.
 *
 * A signal that would stop this process is handed to the program instead, and its end awaited: whoever sends the
 * signal to this process alone (a supervisor) stops both, and a terminal, which signals both, merely signals twice.
 * @param command Program name or path.
 * @param args Its arguments.
 * @param options `env` adds variables, `limitMs` kills the program after that long, `stdio` as in `spawn`.
 * @returns Exit status (128 + signal number where a signal ended it), the signal that this process was sent
 *   meanwhile (if any), and whether the time limit ended it.
 */
export async function run(command, args, { env = {}, limitMs, stdio = 'inherit' } = {}) {
  const child = spawn(command, args, { cwd: root, stdio, env: { ...process.env, ...env } });
  let interruptedBy;
  const forward = (signal) => {
    interruptedBy = signal;
    child.kill(signal);
  };
  for (const signal of STOPPING) process.on(signal, forward);
  let timedOut = false;
  const limit =
    limitMs &&
    setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, limitMs);
  try {
    const status = await new Promise((resolve, reject) => {
      child.once('error', (cause) => reject(new StepFailed(`Cannot run "${command}": ${cause.message}.`, { cause })));
      child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
    });
    return { status, interruptedBy, timedOut };
  } finally {
    clearTimeout(limit);
    for (const signal of STOPPING) process.off(signal, forward);
  }
}

/** Run a script's body: a failed step becomes its message and exit status 1, a signal the usual 128 + number. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = error.status ?? 1;
  }
}

/** End this script the way the signal asked, after its clean-up. */
export function interrupted(signal) {
  return Object.assign(new StepFailed(`Stopped by ${signal}.`), { status: 128 + constants.signals[signal] });
}
