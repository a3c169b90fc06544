import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type TestService, startService } from '#testing';
import { Api, expectOk, until } from './api.js';
import { processTree, residentBytes } from './processes.js';

const FOLDER = join('..', 'shared', 'documents');
const hasDocuments = existsSync(FOLDER);
if (!hasDocuments) console.warn(`Not tried: a few hundred real files. There is no folder ${FOLDER}.`);

const PARSE_TIMEOUT_S = 20;
const PARSE_MEMORY_MB = 768;
/** A process that allocates in one go is seen only afterwards, when it has been measured and killed. */
const MEMORY_SLACK = 1.3;
const ANSWERED_WITHIN_MS = 5_000;

interface Outcome {
  readonly path: string;
  readonly result: string;
}

/**
 * Whatever people have on their disks: each file ends live, or with a code that says why not. Skipped where the files are absent.
 * @param choose Which of them are sent.
 */
export function describeRealFiles(choose: (paths: string[]) => string[]): void {
  (hasDocuments ? describe : describe.skip)('real files', () => realFiles(choose));
}

function realFiles(choose: (paths: string[]) => string[]): void {
  let service: TestService;
  let api: Api;
  const outcomes: Outcome[] = [];
  const slow: string[] = [];
  let peakParserBytes = 0;
  let looks = 0;
  let longestMs = 0;

  beforeAll(async () => {
    service = await startService({
      env: { PARSE_TIMEOUT_S: String(PARSE_TIMEOUT_S), PARSE_MEMORY_MB: String(PARSE_MEMORY_MB) },
    });
    api = new Api(service.url, service.token);
    await api.add('Other', 'bridge.md', 'The bridge was painted red in spring.');
  });
  afterAll(() => service?.stop());

  /** What anybody else feels meanwhile. */
  async function watch(isOver: () => boolean): Promise<void> {
    for (; !isOver(); await wait(500)) {
      for (const [what, look] of [
        ['status', () => api.status()],
        ['search', () => api.search('bridge painted red', { collections: ['Other'] })],
      ] as const) {
        const started = performance.now();
        await look();
        const took = performance.now() - started;
        looks += 1;
        longestMs = Math.max(longestMs, took);
        if (took > ANSWERED_WITHIN_MS) slow.push(`${what}: ${Math.round(took)} ms`);
      }
      for (const parser of processTree(service.pid, 'parser-process'))
        peakParserBytes = Math.max(peakParserBytes, residentBytes(parser) ?? 0);
    }
  }

  async function sendAll(): Promise<void> {
    const all = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).sort();
    const files = choose(all.filter((name) => statSync(join(FOLDER, name)).isFile()));
    const ids = new Map<string, string>();
    for (let from = 0; from < files.length; from += 20) {
      const batch = files.slice(from, from + 20).map((name) => ({ name, bytes: readFileSync(join(FOLDER, name)) }));
      const { documents, rejected } = expectOk(await api.upload('Real', batch), 201);
      for (const { path, code } of rejected) outcomes.push({ path, result: `rejected ${code}` });
      for (const { path, documentId } of documents) ids.set(documentId, path);
    }
    expect(outcomes.length + ids.size).toBe(files.length);
    for (const [id, path] of ids) {
      const { state, latest } = await api.settled(id, 2 * PARSE_TIMEOUT_S * 1_000 + 120_000);
      outcomes.push({ path, result: state === 'failed' ? `failed ${latest.failure?.code}` : state });
    }
  }

  it('goes through, while the service answers others', async () => {
    let isOver = false;
    const watching = watch(() => isOver);
    await sendAll().finally(() => (isOver = true));
    await watching;
    console.log(
      tableOf(outcomes),
      `\n${looks} looks meanwhile, the longest ${Math.round(longestMs)} ms; parser processes up to ${Math.round(peakParserBytes / 1e6)} MB`,
    );
    for (const { path, result } of outcomes)
      expect(`${path}: ${result}`).toMatch(/: (live|(rejected|failed) (document|parse)\.[a-z_]+)$/);
    expect(outcomes.filter(({ result }) => result === 'failed parse.crashed')).toEqual([]);
    expect(slow).toEqual([]);
    expect(looks).toBeGreaterThan(10);
  }, 600_000);

  it('keeps its parsers inside their memory', () => {
    expect(peakParserBytes).toBeGreaterThan(0);
    expect(peakParserBytes).toBeLessThan(PARSE_MEMORY_MB * 1024 * 1024 * MEMORY_SLACK);
  });

  it('counts what is live and what failed, and nothing as pending', async () => {
    // What was in archives and messages is read after them.
    const documents = await until('nothing is pending', 300_000, async () => {
      const counted = (await api.status()).documents;
      return counted.pending === 0 ? counted : null;
    });
    const members = (await api.documents('collection=Real&limit=500')).documents.filter(({ parentId }) => parentId);
    expect(members.length).toBeGreaterThan(0);
    const count = (start: string) => outcomes.filter(({ result }) => result.startsWith(start)).length;
    const inside = (state: string) => members.filter((member) => member.state === state).length;
    expect(documents).toEqual({
      live: count('live') + 1 + inside('live'),
      failed: count('failed') + inside('failed'),
      pending: 0,
    });
    expect(service.logOf('worker')).not.toMatch(/UnhandledPromise|internal\.unexpected/);
  }, 360_000);

  it('finds what it read', async () => {
    expect(outcomes.filter(({ result }) => result === 'live').length).toBeGreaterThan(outcomes.length / 4);
    expect((await api.search('the', { collections: ['Real'], limit: 100 })).passages.length).toBeGreaterThan(50);
  });
}

function tableOf(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>();
  for (const { path, result } of outcomes) {
    const row = `${extname(path).slice(1).toLowerCase().padEnd(6)} ${result}`;
    counts.set(row, (counts.get(row) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([row, count]) => `${String(count).padStart(4)}  ${row}`)
    .join('\n');
}
