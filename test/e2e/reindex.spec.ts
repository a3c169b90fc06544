import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { childEnvironment, programEntry, projectRoot } from '#config';
import {
  type GenerationView,
  type SearchResult,
  generationList,
  goldenQuestionView,
  indexComparison,
  searchResult,
  statusView,
} from '#contracts';
import { type TestService, startService, writeTinyEncoder } from '#testing';

const run = promisify(execFile);
const OTHER = 'other-embedder';
let service: TestService;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-reindex-'));
  service = await startService();
  await chancery('ingest', join(projectRoot(), 'samples', 'documents', 'policies'), '--wait');
  const model = join(folder, `${OTHER}.gguf`);
  writeTinyEncoder(model);
  await chancery('models', 'import', model);
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true });
});

/** @returns What it prints, and its exit status. */
async function chancery(...args: string[]): Promise<{ status: number; out: Record<string, unknown> }> {
  const program = programEntry('cli');
  const command = [program, '--data', service.dataDir, '--json', '--quiet', ...args];
  try {
    const { stdout } = await run(process.execPath, command, { env: childEnvironment() });
    return { status: 0, out: JSON.parse(stdout) as Record<string, unknown> };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, out: JSON.parse(stdout || stderr) as Record<string, unknown> };
  }
}

async function search(query: string): Promise<SearchResult> {
  const reply = await service.fetch('/api/v1/search', post({ query }));
  return searchResult.parse(await reply.json());
}

const post = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const status = async () => statusView.required().parse(await (await service.fetch('/api/v1/status')).json());
const generations = async (): Promise<GenerationView[]> =>
  generationList.parse(await (await service.fetch('/api/v1/index/generations')).json()).generations;
const states = async () => (await generations()).map(({ id, state }) => `${id} ${state}`);

it('goes on with the embedder of the index when another one is put to use, for questions and for uploads', async () => {
  const before = await search('travel expenses');
  expect(before.mode).toBe('hybrid');
  await chancery('models', 'use', 'embedder', OTHER);
  await until(async () => (await status()).models.embedder === OTHER);
  expect(await search('travel expenses')).toMatchObject({ mode: 'hybrid', passages: before.passages });

  const file = join(folder, 'canteen.txt');
  await writeFile(file, 'The canteen serves lunch from eleven to two. Trays go back to the hatch.');
  expect((await chancery('ingest', file, '--wait')).out).toMatchObject({ live: 1 });
  expect((await search('canteen lunch')).passages[0]!.path).toBe('canteen.txt');
});

it('builds with the new embedder beside it, switches, and rolls back with nothing lost', async () => {
  const before = await search('travel expenses');
  // What the service says of its index may be two seconds old.
  await delay(2_500);
  const { index: old } = await status();
  const done = await chancery('reindex', '--wait');
  expect(done).toMatchObject({ status: 0, out: { state: 'live', generation: 'g2' } });
  await until(async () => (await status()).index.generation === 'g2');
  expect((await status()).index).toMatchObject({ chunks: old.chunks, building: null });
  expect(await states()).toEqual(['g1 retired', 'g2 live']);
  const [retired, live] = await generations();
  expect(retired!.progress).toMatchObject({ done: old.chunks, total: old.chunks });
  expect(live).toMatchObject({
    embedder: { name: OTHER, dimensions: 64 },
    progress: { done: old.chunks, total: old.chunks, etaSeconds: 0 },
  });
  expect((await search('travel expenses')).mode).toBe('hybrid');

  // What arrives now must be there after the way back, too.
  const file = join(folder, 'garage.txt');
  await writeFile(file, 'The garage opens at six. Bicycles are kept on level two.');
  await chancery('ingest', file, '--wait');
  const began = Date.now();
  expect(await chancery('index', 'rollback')).toMatchObject({ status: 0, out: { generation: 'g1', state: 'live' } });
  process.stdout.write(`Rolled back within ${Date.now() - began} ms.\n`);
  expect(await states()).toEqual(['g1 live', 'g2 retired']);
  expect((await search('bicycles garage')).passages[0]!.path).toBe('garage.txt');
  // Their scores differ by what the new document does to the words' frequencies: neighbours may change places.
  const again = placesOf(await search('travel expenses'));
  expect(again[0]).toEqual(placesOf(before)[0]);
  expect(again).toEqual(expect.arrayContaining(placesOf(before).slice(0, 8)));
  const kinds = await logKinds();
  expect(kinds).toEqual(expect.arrayContaining(['index.rebuild_started', 'index.switched', 'index.rolled_back']));
});

it('does not let an index take over that finds less for the golden questions, unless it is forced', async () => {
  for (const [question, words] of [
    ['What do travel expenses cover?', 'travel expenses'],
    ['When does the garage open?', 'garage opens'],
  ]) {
    const found = (await search(words!)).passages[0]!;
    const quote = found.text.slice(0, 60);
    const reply = await service.fetch(
      '/api/v1/golden-questions',
      post({ question, expected: [{ document: found.document, quote }] }),
    );
    expect([reply.status, goldenQuestionView.parse(await reply.json()).expected[0]!.title]).toEqual([201, found.title]);
  }
  // A question that no index will ever find: both miss it alike.
  const file = join(folder, 'golden.json');
  expect(await chancery('golden', 'export', file)).toMatchObject({ status: 0, out: { questions: 2 } });
  const exported = JSON.parse(await readFile(file, 'utf8')) as { golden_questions: Record<string, unknown>[] };
  const lost = {
    ...exported.golden_questions[0],
    expected: [{ ...(exported.golden_questions[0]!['expected'] as [object])[0], quote: 'nowhere' }],
  };
  await writeFile(file, JSON.stringify({ golden_questions: [...exported.golden_questions, lost] }));
  expect((await chancery('golden', 'import', file)).out).toEqual({ added: 1, unchanged: 2 });

  const built = await chancery('reindex', '--embedder', 'starter-embedder-2', '--switch', 'manual', '--wait');
  expect(built).toMatchObject({ status: 0, out: { state: 'ready', generation: 'g3' } });
  const same = indexComparison.parse((await chancery('index', 'compare', '--to', 'g3', '--run')).out);
  expect(same).toMatchObject({ verdict: 'same', gate: { passes: true }, from: { figures: { questions: 3 } } });
  expect(same.questions.map(({ rank }) => rank)).toEqual([
    { from: 1, to: 1 },
    { from: 1, to: 1 },
    { from: null, to: null },
  ]);
  expect(same.questions[0]!.top.to[0]).toMatchObject({ isExpected: true });

  // Asked of an index that was never measured since the questions are there, the gate stays shut.
  const refused = await chancery('index', 'switch', 'g2');
  expect(refused).toMatchObject({ status: 1, out: { code: 'index.switch_refused' } });
  expect(await chancery('index', 'switch', 'g2', '--force')).toMatchObject({ out: { code: 'index.reason_missing' } });
  const forced = await chancery('index', 'switch', 'g2', '--force', '--reason', 'a rehearsal');
  expect(forced).toMatchObject({ status: 0, out: { state: 'live' } });
  expect(await states()).toEqual(['g1 retired', 'g2 live', 'g3 ready']);
  expect(await chancery('index', 'switch', 'g3')).toMatchObject({ status: 1 });
  await chancery('index', 'compare', '--to', 'g3', '--run');
  expect(await chancery('index', 'switch', 'g3')).toMatchObject({ status: 0, out: { state: 'live' } });
  // Only what served last is kept.
  expect(await states()).toEqual(['g2 retired', 'g3 live']);
});

it('cancels a build, drops what does not serve, and never what does', async () => {
  await chancery('reindex', '--embedder', OTHER, '--switch', 'manual');
  expect(await chancery('index', 'drop', 'g4')).toMatchObject({ status: 0 });
  expect(await chancery('index', 'drop', 'g2')).toMatchObject({ status: 0 });
  expect(await states()).toEqual(['g3 live']);
  expect((await service.fetch('/api/v1/index/generations/g3', { method: 'DELETE' })).status).toBe(409);
  expect((await service.fetch('/api/v1/index/generations/g9', { method: 'DELETE' })).status).toBe(404);
  expect((await service.fetch('/api/v1/index/rollback', { method: 'POST' })).status).toBe(409);
  // Scripts of the first days send no body.
  expect((await service.fetch('/api/v1/index/rebuild', { method: 'POST' })).status).toBe(202);
  expect((await service.fetch('/api/v1/index/rebuild', post({ embedder: 'nobody' }))).status).toBe(404);
  expect((await search('travel expenses')).mode).toBe('hybrid');
});

const placesOf = ({ passages }: SearchResult) => passages.map(({ revision, span }) => ({ revision, span }));

async function logKinds(): Promise<string[]> {
  const file = join(folder, 'log.jsonl');
  await chancery('audit', 'export', file);
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(/\\?"kind\\?":\\?"([a-z_.]+)\\?"/g)].map(([, kind]) => kind!);
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 30_000; !(await isDone());) {
    if (Date.now() > deadline) throw new Error('it did not happen within 30 s');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
