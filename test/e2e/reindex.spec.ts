import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment, projectRoot } from '#config';
import { type SearchResult, type StatusView, searchResult, statusView } from '#contracts';
import { type TestService, startService, writeTinyEncoder } from '#testing';

const run = promisify(execFile);
let service: TestService;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-reindex-'));
  service = await startService();
}, 120_000);
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true });
}, 60_000);

const chancery = async (...args: string[]) => {
  const program = join(projectRoot(), 'dist', 'apps', 'cli', 'src', 'main.js');
  const { stdout } = await run(process.execPath, [program, '--data', service.dataDir, '--json', '--quiet', ...args], {
    env: childEnvironment(),
  });
  return JSON.parse(stdout) as unknown;
};

const search = async (query: string): Promise<SearchResult> => {
  const reply = await service.fetch('/api/v1/search', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return searchResult.parse(await reply.json());
};

const status = async (): Promise<StatusView> => statusView.parse(await (await service.fetch('/api/v1/status')).json());

it('takes a new embedder into use without losing anything, and goes back', async () => {
  await chancery('ingest', join(projectRoot(), 'samples', 'documents', 'policies'), '--wait');
  const before = await search('travel expenses');
  const { index: old } = await status();
  expect(before.mode).toBe('hybrid');

  const model = join(folder, 'other-embedder.gguf');
  writeTinyEncoder(model);
  await chancery('models', 'import', model);
  await chancery('models', 'use', 'embedder', 'other-embedder');
  // Vectors of two models can't be compared: keywords serve until the index is built anew.
  await until(async () => (await search('travel expenses')).mode === 'keyword');
  expect((await search('travel expenses')).passages.length).toBeGreaterThan(0);

  await chancery('reindex', '--wait');
  const { index } = await status();
  expect(index).toMatchObject({ chunks: old.chunks, building: null });
  expect(index.generation).not.toBe(old.generation);
  expect((await search('travel expenses')).mode).toBe('hybrid');

  await chancery('models', 'use', 'embedder', 'starter-embedder');
  await until(async () => (await search('travel expenses')).mode === 'keyword');
  await chancery('reindex', '--wait');
  const after = await search('travel expenses');
  expect(after.mode).toBe('hybrid');
  expect(after.passages).toEqual(before.passages);
}, 180_000);

async function until(isDone: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 30_000; !(await isDone());) {
    if (Date.now() > deadline) throw new Error('it did not happen within 30 s');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
