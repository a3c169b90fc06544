import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { LogCheckpoint } from '#contracts';
import { LogCalls } from '../client/log-calls.js';
import type { Run } from '../run.js';

const BATCH = 1_000;

/** The log in a file, as `chancery-verify` reads it: a line about the log, then one line an entry. Memory stays flat. */
export async function writeLogExport(run: Run, file: string): Promise<{ entries: number }> {
  const checkpoint = await new LogCalls(run.client).checkpoint();
  await pipeline(linesOf(run, checkpoint), createWriteStream(file, { mode: 0o600 }), { signal: run.signal });
  return { entries: checkpoint.size };
}

async function* linesOf(run: Run, { size, note, keys }: LogCheckpoint): AsyncGenerator<string> {
  yield `${JSON.stringify({ format: 'chancery-log/1', checkpoint: note, keys })}\n`;
  for (let from = 0; from < size; from += BATCH) {
    const { entries } = await new LogCalls(run.client).entries(from, Math.min(BATCH, size - from));
    for (const { leaf } of entries) yield `${leaf}\n`;
  }
}
