import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/**
 * A secret from the person at the terminal, not shown while it is typed, or the first line of what is piped in. It is never an
 * argument, which others on the machine could read.
 */
export async function readSecret(question: string): Promise<string> {
  const silent = new Writable({ write: (_piece, _encoding, done) => done() });
  const isTerminal = process.stdin.isTTY;
  if (isTerminal) process.stderr.write(question);
  const reader = createInterface({ input: process.stdin, output: silent, terminal: isTerminal });
  try {
    const first = await reader[Symbol.asyncIterator]().next();
    return first.done ? '' : first.value;
  } finally {
    reader.close();
    if (isTerminal) process.stderr.write('\n');
  }
}
