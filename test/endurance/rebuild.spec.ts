import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type GenerationView, generationList, searchResult } from '#contracts';
import { ModelStore } from '#models';
import { IndexStore, tableNameFor } from '#search-index';
import {
  type ServicePart,
  type TestRedis,
  type TestService,
  killHard,
  queryOnce,
  redisProgram,
  startRedis,
  startService,
  writeTinyEncoder,
} from '#testing';
import { Redis } from 'ioredis';
import { sendFiles } from '../kill/send-files.js';

const DOCUMENTS = 300;
const PARAGRAPHS = 6;
const WITHIN_MS = 120_000;
const TIMEOUT_MS = 300_000;
/** Who is killed, once the build has come so far since the last one. */
const KILLS: readonly (ServicePart | 'everything')[] = ['worker', 'inference', 'everything', 'worker'];

const hasRedis = redisProgram() !== null;
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'chancery-rebuild-'))));
afterAll(() => rm(folder, { recursive: true }));

it(
  'goes on where it was killed and loses nothing, and the old index serves all the while',
  async () => {
    const service = await startService();
    try {
      await library(service);
      const id = await beginRebuild(service);
      const searching = searchAllTheWhile(service);
      const reached: string[] = [];
      for (const victim of KILLS) {
        const before = await progress(service, id, (done, last) => done > last);
        await kill(service, victim);
        // What was written is not written again.
        const after = await progress(service, id, () => true);
        reached.push(`${victim} at ${before}`);
        expect(after).toBeGreaterThanOrEqual(before);
        // A document that arrives meanwhile must be in both.
        await sendFiles(service, [aFile(`late-${reached.length}`)]);
      }
      await eventually('the new index being ready', async () => (await find(service, id))?.state === 'ready');
      const { failures, answered } = await searching.stop();
      process.stdout.write(
        `Killed ${reached.join(', ')} of ${(await find(service, id))!.progress.done} chunks; ${answered} searches were answered meanwhile.\n`,
      );
      expect(failures).toEqual([]);
      await post(service, '/api/v1/index/switch', { generation: id });
      await eventually('the new index serving', async () => (await find(service, id))?.state === 'live');
      await eventually('everything being told', async () => (await unsynced(service)) === 0);
      await expectWhole(service, ['g1', id]);
    } finally {
      await service.stop();
    }
  },
  TIMEOUT_MS,
);

(hasRedis ? it : it.skip)(
  'is taken up again when the queues were emptied',
  async () => {
    const redis = (await startRedis()) as TestRedis;
    let service: TestService | null = null;
    try {
      service = await startService({ redisUrl: redis.url });
      await library(service);
      const id = await beginRebuild(service);
      await progress(service, id, (done) => done > 0);
      const queues = new Redis(redis.url);
      await queues.flushall();
      queues.disconnect();
      killHard(service.pidOf('worker')!);
      const running = service;
      await eventually('the new index being ready', async () => (await find(running, id))?.state === 'ready');
      await expectWhole(service, ['g1', id]);
    } finally {
      await service?.stop();
      await redis.stop();
    }
  },
  TIMEOUT_MS,
);

async function library(service: TestService): Promise<void> {
  const files = Array.from({ length: DOCUMENTS }, (_, i) => aFile(`document-${i}`));
  for (let i = 0; i < files.length; i += 100) await sendFiles(service, files.slice(i, i + 100));
  const pending = `SELECT count(*)::int AS n FROM revisions WHERE state IN ('queued', 'chunked')`;
  await eventually('the library being live', async () => {
    const [row] = await queryOnce<{ n: number }>(service.databaseUrl(), pending);
    return row!.n === 0;
  });
}

function aFile(name: string) {
  const paragraph = (i: number) =>
    `## Part ${i} of ${name}\n\nTravel expenses of ${name} are paid within ${i + 3} days. ${'They are agreed with the line manager beforehand. '.repeat(12)}\n\n`;
  const text = Array.from({ length: PARAGRAPHS }, (_, i) => paragraph(i)).join('');
  return { path: `${name}.md`, bytes: Buffer.from(`# About ${name}\n\n${text}`) };
}

async function beginRebuild(service: TestService): Promise<string> {
  const file = join(folder, 'other.gguf');
  writeTinyEncoder(file);
  const store = new ModelStore({ shippedDir: 'models', dataDir: join(service.dataDir, 'models') });
  await store.importFile(file, 'other');
  const reply = await post(service, '/api/v1/index/rebuild', { embedder: 'other', switch: 'manual' });
  expect(reply.status).toBe(202);
  return ((await reply.json()) as { generation: string }).generation;
}

const post = (service: TestService, route: string, body: unknown) =>
  service.fetch(route, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });

/** Null while the service can't say. */
async function find(service: TestService, id: string): Promise<GenerationView | null> {
  const reply = await service.fetch('/api/v1/index/generations').catch(() => null);
  if (!reply?.ok) return null;
  return generationList.parse(await reply.json()).generations.find((generation) => generation.id === id) ?? null;
}

/** Chunks that are there once they satisfy; `last` is what was there at the first look. */
async function progress(
  service: TestService,
  id: string,
  isEnough: (done: number, last: number) => boolean,
): Promise<number> {
  let first: number | null = null;
  let done = 0;
  await eventually('the build going on', async () => {
    const found = await find(service, id);
    if (!found) return false;
    done = found.progress.done;
    first ??= done;
    return isEnough(done, first) || found.state === 'ready';
  });
  return done;
}

async function kill(service: TestService, victim: ServicePart | 'everything'): Promise<void> {
  if (victim === 'everything') {
    await service.killAll();
    return service.start();
  }
  const pid = service.pidOf(victim);
  if (pid === null) throw new Error(`${victim} was down before it could be killed`);
  killHard(pid);
  await eventually(`${victim} coming back`, () => ![null, pid].includes(service.pidOf(victim)));
}

/** Searches one after the other. While the API itself is away nobody can be served; any answer must hold the document. */
function searchAllTheWhile(service: TestService) {
  let isStopped = false;
  let answered = 0;
  const failures: string[] = [];
  const searching = (async () => {
    for (let i = 0; !isStopped; i = (i + 37) % DOCUMENTS) {
      const query = `travel expenses of document-${i}`;
      const reply = await post(service, '/api/v1/search', { query, limit: 5 }).catch(() => null);
      if (!reply) continue;
      if (!reply.ok) failures.push(`${reply.status} ${await reply.text()}`);
      else if (searchResult.parse(await reply.json()).passages.length === 0) failures.push(`nothing for ${query}`);
      else answered++;
      await delay(20);
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await searching;
      return { failures, answered };
    },
  };
}

const unsynced = async (service: TestService): Promise<number> => {
  const [row] = await queryOnce<{ n: number }>(
    service.databaseUrl(),
    `SELECT count(*)::int AS n FROM revisions WHERE valid_from IS NOT NULL AND valid_to IS DISTINCT FROM index_valid_to`,
  );
  return row!.n;
};

/** Each generation holds exactly the chunks of what was ever live, once each. */
async function expectWhole(service: TestService, generations: readonly string[]): Promise<void> {
  const chunks = await queryOnce<{ id: string }>(
    service.databaseUrl(),
    `SELECT k.id FROM chunks k JOIN revisions r ON r.id = k.revision_id WHERE r.valid_from IS NOT NULL ORDER BY k.id`,
  );
  const store = new IndexStore({ uri: join(service.dataDir, 'index') });
  try {
    for (const id of generations) {
      const table = (await store.open(tableNameFor(id)))!;
      const rows = (await table.query().select(['id']).toArray()) as { id: string }[];
      const found = rows.map((row) => row.id).sort();
      expect([id, found.length]).toEqual([id, chunks.length]);
      expect(found).toEqual(chunks.map((chunk) => chunk.id).sort());
    }
  } finally {
    await store.close();
  }
}

async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + WITHIN_MS; !(await holds()); await delay(100))
    if (Date.now() > deadline) throw new Error(`${what} took longer than ${WITHIN_MS / 1000} s`);
}
