/** llama.cpp's own benchmarks: the model alone, without a server, a tokenizer or a choice of tokens. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Figures } from './model-measures.js';

const WITHIN_MS = 120_000;
const exec = promisify(execFile);

/** Rates under the names that {@link WRITING} gives its own. Programs that are missing from the folder are left out. */
export async function llamaBench(folder: string, file: string, threads: number): Promise<Figures> {
  return { ...(await alone(folder, file, threads)), ...(await fourAtOnce(folder, file, threads)) };
}

async function alone(folder: string, file: string, threads: number): Promise<Figures> {
  const program = join(folder, 'llama-bench');
  if (!existsSync(program)) return {};
  const sizes = ['-p', '512,1800', '-n', '64', '-r', '1', '--no-warmup'];
  const args = ['-m', file, ...sizes, '-t', String(threads), '-fa', '1', '-o', 'json'];
  const stdout = await run(program, args);
  if (stdout === null) return {};
  const runs = JSON.parse(stdout) as { n_prompt: number; avg_ts: number }[];
  return Object.fromEntries(
    runs.map(({ n_prompt, avg_ts }) => [n_prompt ? `prompt ${n_prompt}` : 'decode', { wall: avg_ts, cpu: null }]),
  );
}

async function fourAtOnce(folder: string, file: string, threads: number): Promise<Figures> {
  const program = join(folder, 'llama-batched-bench');
  if (!existsSync(program)) return {};
  const sizes = ['-npp', '40', '-ntg', '64', '-npl', '4', '-c', '1024'];
  const args = ['-m', file, ...sizes, '-t', String(threads), '-tb', String(threads), '--output-format', 'jsonl'];
  const stdout = await run(program, args);
  const line = stdout?.split('\n').find((text) => text.startsWith('{'));
  if (!line) return {};
  // Prompts and answers together, as somebody who asks four questions at once waits for them.
  const { t } = JSON.parse(line) as { t: number };
  return { 'decode, 4 at once': { wall: (4 * 64) / t, cpu: null } };
}

/** What a program prints; null when it takes so long that the machine is too busy to measure anything. */
async function run(program: string, args: readonly string[]): Promise<string | null> {
  try {
    return (await exec(program, args, { timeout: WITHIN_MS, killSignal: 'SIGKILL' })).stdout;
  } catch (error) {
    if ((error as { killed?: boolean }).killed) return null;
    throw error;
  }
}
