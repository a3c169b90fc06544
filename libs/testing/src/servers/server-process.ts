import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { childEnvironment } from '#config';

const START_WITHIN_MS = 60_000;

/** A server program of the operating system, as a child that ends with the test. */
export function startProgram(program: string, args: readonly string[]): ChildProcess {
  return spawn(program, args, { env: childEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Wait until something accepts connections on a loopback port. @throws Error with what the program said last */
export async function answering(port: number, child: ChildProcess): Promise<void> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (said += data.toString()));
  for (const deadline = Date.now() + START_WITHIN_MS; Date.now() < deadline; await delay(50)) {
    if (await accepts(port)) return;
    if (child.exitCode !== null) throw new Error(`The server ended at once: ${said.slice(-2_000)}`);
  }
  throw new Error(`The server did not answer on port ${port}: ${said.slice(-2_000)}`);
}

/** SIGTERM, then waits for its end; nothing to do for one that ended. */
export async function endProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
