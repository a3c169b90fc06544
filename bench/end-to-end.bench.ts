/**
 * The main job on 4,058 real files: from folder to answers, with the floors that no ingestion or search can beat
 * measured in the same run (embedding alone, LanceDB alone).
 *
 *   npm run bench -- end-to-end
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment, programEntry, projectRoot } from '#config';
import { IndexStore, SearchIndex, tableNameFor, unspecifiedLexicon } from '#search-index';
import { aVisibility, startService, type TestService } from '#testing';
import pg from 'pg';
import { embedCached } from './embed-cached.js';
import { bareEmbedder } from './bare-embedder.js';
import { percentile, secondsSince } from './measures.js';

const SHARED = join(projectRoot(), '..', 'shared');
const HANDBOOKS = join(SHARED, 'handbooks');
const QUERIES = join(SHARED, 'eval', 'anchors-18f-handbook', 'queries.jsonl');
const FLOOR_CHUNKS = 1_500;
const ROUNDS = 3;

const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Resident memory of `up`, everything below it and PostgreSQL, summed; shared pages count once for each process. */
function residentMegabytes(roots: readonly number[]): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = readIfThere(`/proc/${name}/stat`);
    if (stat) parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const isOurs = (pid: number): boolean => roots.includes(pid) || (parents.has(pid) && isOurs(parents.get(pid)!));
  const pages = [...parents.keys()]
    .filter(isOurs)
    .map((pid) => Number(readIfThere(`/proc/${pid}/statm`)?.split(' ')[1] ?? 0));
  return (pages.reduce((sum, each) => sum + each, 0) * 4_096) / 1e6;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended between the listing and the look.
    return null;
  }
}

async function ingest(
  service: TestService,
): Promise<{ files: number; took: number; peakMegabytes: number; failed: number }> {
  const roots = [service.pid, service.postgresPid() ?? 0];
  let peakMegabytes = 0;
  const watch = setInterval(() => (peakMegabytes = Math.max(peakMegabytes, residentMegabytes(roots))), 500);
  const started = performance.now();
  const report = await chancery(service, 'ingest', HANDBOOKS, '--wait', '--json', '--quiet');
  clearInterval(watch);
  const { accepted, failed } = JSON.parse(report) as { accepted: number; failed: unknown[] };
  return { files: accepted, took: secondsSince(started), peakMegabytes, failed: failed.length };
}

function chancery(service: TestService, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const program = programEntry('cli');
    const env = childEnvironment({ CHANCERY_URL: service.url, CHANCERY_TOKEN: service.token });
    const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.once('error', reject);
    child.once('close', () => resolve(output));
  });
}

/** Texts as they were embedded, an even sample of the library's chunks, and how many there are. */
async function chunksOf(service: TestService): Promise<{ sample: string[]; total: number }> {
  const client = new pg.Client({ connectionString: service.databaseUrl() });
  await client.connect();
  const { rows } = await client.query<{ text: string }>(
    `SELECT r.title || E'\\n' || k.text AS text FROM chunks k JOIN revisions r ON r.id = k.revision_id ORDER BY k.id`,
  );
  await client.end();
  const step = Math.max(1, Math.floor(rows.length / FLOOR_CHUNKS));
  return { sample: rows.filter((_, i) => i % step === 0).map((row) => row.text), total: rows.length };
}

async function embeddingFloor(texts: readonly string[]): Promise<number> {
  const embedder = await bareEmbedder();
  const perText: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    for (const text of texts) await embedder.embed(text);
    perText.push(secondsSince(started) / texts.length);
  }
  await embedder.dispose();
  return median(perText);
}

async function searches(service: TestService): Promise<Record<'service' | 'index', number[]>> {
  const questions = readFileSync(QUERIES, 'utf8').trim().split('\n').slice(0, 160);
  const texts = questions.map((line) => (JSON.parse(line) as { text: string }).text);
  const vectors = await embedCached(texts);
  const store = new IndexStore({ uri: join(service.dataDir, 'index') });
  const index = new SearchIndex(store);
  const took = { service: [] as number[], index: [] as number[] };
  // The first round fills caches on both sides and is not counted.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, query] of texts.entries()) {
      const first = performance.now();
      const reply = await service.fetch('/api/v1/search', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      await reply.json();
      const second = performance.now();
      await index.search({
        tables: [tableNameFor('g1')],
        visibility: aVisibility(),
        filter: {},
        asOf: null,
        terms: unspecifiedLexicon().words(query),
        vector: vectors[i]!,
        keywordLimit: 200,
        vectorLimit: 200,
      });
      const third = performance.now();
      if (round === 0) continue;
      took.service.push(second - first);
      took.index.push(third - second);
    }
  }
  await store.close();
  return took;
}

if (!existsSync(HANDBOOKS)) {
  console.log('Skipped: there is no ../shared/handbooks to ingest.');
} else {
  const service = await startService();
  try {
    const { files, took, peakMegabytes, failed } = await ingest(service);
    const { sample, total } = await chunksOf(service);
    // What was just written is tidied up first, as it is a few seconds after any ingestion.
    await new Promise((resolve) => setTimeout(resolve, 15_000));
    const idle = residentMegabytes([service.pid, service.postgresPid() ?? 0]);
    const found = existsSync(QUERIES) ? await searches(service) : null;
    const perText = await embeddingFloor(sample);
    const floor = perText * total;
    console.log(
      `ingest: ${files} files (${failed} with a coded reason), ${total} chunks in ${took.toFixed(1)} s = ${(files / took).toFixed(1)} files/s`,
    );
    console.log(
      `floor:  embedding alone ${(perText * 1000).toFixed(2)} ms a chunk = ${floor.toFixed(1)} s; ingest/floor ${(took / floor).toFixed(2)}`,
    );
    console.log(
      `memory: peak ${peakMegabytes.toFixed(0)} MB resident over all processes, ${idle.toFixed(0)} MB after it`,
    );
    for (const share of found ? [0.5, 0.95] : []) {
      const [whole, alone] = [percentile(found!.service, share), percentile(found!.index, share)];
      console.log(
        `search: p${share * 100} ${whole.toFixed(1)} ms over HTTP, ${alone.toFixed(1)} ms LanceDB alone, ratio ${(whole / alone).toFixed(2)}`,
      );
    }
  } finally {
    await service.stop();
  }
}
