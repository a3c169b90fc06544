import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { processEnvironment } from '#config';
import {
  type ServicePart,
  type TestRedis,
  TestService,
  killHard,
  queryOnce,
  redisProgram,
  startRedis,
  startService,
} from '#testing';
import { type LibrarySnapshot, snapshotOf } from './library-snapshot.js';
import { type OfficeFile, REFUSED, UNREADABLE, officeFiles, secondRevisions } from './office-files.js';
import { sendFiles } from './send-files.js';

const BATCH_FILES = 20;
const REVISED = 40;
const SETTLED_WITHIN_MS = 240_000;
const BACKEND_TIMEOUT_MS = 600_000;

type Victim = ServicePart | 'PostgreSQL' | 'everything' | 'everything and PostgreSQL';
/** Who is killed, in turn; every one of them while documents are on their way. */
const KILLS: readonly Victim[] = [
  'worker',
  'inference',
  'api',
  'everything',
  'worker',
  'PostgreSQL',
  'inference',
  'everything and PostgreSQL',
  'api',
];

const seed = Number(processEnvironment()['KILL_SEED'] || randomInt(1_000_000));
const hasRedis = redisProgram() !== null;
if (!hasRedis)
  console.warn('Skipped for Redis: there is no redis-server here. Install Redis or set REDIS_SERVER_PATH.');

let files: OfficeFile[];
let revised: OfficeFile[];
let reference: LibrarySnapshot;

beforeAll(async () => {
  process.stdout.write(`Kills at moments of seed ${seed}; repeat them with KILL_SEED=${seed}.\n`);
  files = await officeFiles();
  revised = await secondRevisions(REVISED);
  reference = await undisturbed();
}, BACKEND_TIMEOUT_MS);

describe('an ingestion that nothing disturbs', () => {
  it('takes every file, and fails exactly those that it can not read', () => {
    const documents = new Map(
      reference.documents.map(({ path, revisions }) => [String(path), revisions as Revision[]]),
    );
    expect(documents.size).toBe(files.length - Object.keys(REFUSED).length);
    for (const [path, revisions] of documents) {
      const second = revised.some((file) => file.path === path);
      const states = path in UNREADABLE ? ['failed'] : second ? ['superseded', 'live'] : ['live'];
      expect([path, revisions.map((revision) => revision.state)]).toEqual([path, states]);
      if (path in UNREADABLE) expect([path, revisions[0]!.failure]).toEqual([path, UNREADABLE[path]]);
    }
  });
});

describe('an ingestion whose processes are killed', () => {
  it('loses and doubles nothing with queues in PostgreSQL', () => chaos('PostgreSQL', {}), BACKEND_TIMEOUT_MS);

  (hasRedis ? it : it.skip)(
    'loses and doubles nothing with queues in Redis',
    async () => {
      const redis = (await startRedis()) as TestRedis;
      try {
        await chaos('Redis', { redisUrl: redis.url });
      } finally {
        await redis.stop();
      }
    },
    BACKEND_TIMEOUT_MS,
  );
});

interface Revision {
  readonly state: string;
  readonly failure: string | null;
}

async function undisturbed(): Promise<LibrarySnapshot> {
  const service = await startService();
  try {
    const began = Date.now();
    const refused = await sendAll(service, files);
    expect(refused).toEqual(REFUSED);
    await sendAll(service, revised);
    await settled(service);
    process.stdout.write(`Undisturbed: ${seconds(began)} for ${files.length} files and ${revised.length} revisions.\n`);
    return await snapshotOf(service);
  } finally {
    await service.stop();
  }
}

async function chaos(queues: string, options: { redisUrl?: string }): Promise<void> {
  const random = randomFrom(seed);
  const service = await startService(options);
  try {
    const began = Date.now();
    const report: string[] = [];
    for (const [turn, { first, second }] of turns().entries()) {
      const victim = KILLS[turn]!;
      const sent = Promise.all([sendAll(service, first), sendAll(service, second)]);
      await delay(150 + random() * 2_500);
      const pending = await pendingOf(service);
      const killedAt = Date.now();
      await kill(service, victim);
      report.push(`${victim} at ${seconds(began)} with ${pending} pending, back after ${seconds(killedAt)}`);
      await sent;
    }
    const lastKill = Date.now();
    await settled(service);
    process.stdout.write(
      `${queues}: ${KILLS.length} kills\n  ${report.join('\n  ')}\n  settled ${seconds(lastKill)} after the last, ${seconds(began)} in all.\n`,
    );
    expectSame(await snapshotOf(service), reference);
    const verified = (await (await service.fetch('/api/v1/log/verify')).json()) as { ok: boolean; problems: string[] };
    expect(verified).toMatchObject({ ok: true, problems: [] });
  } catch (error) {
    process.stdout.write(
      `${service.logs}\n${service.logOf('worker').slice(-6_000)}\n${service.logOf('api').slice(-3_000)}\n`,
    );
    throw error;
  } finally {
    await service.stop();
  }
}

/** Kill, and see to it that the part is there again: `up` brings its children back, nobody brings back `up`. */
async function kill(service: TestService, victim: Victim): Promise<void> {
  if (victim === 'everything' || victim === 'everything and PostgreSQL') {
    await service.killAll({ postgres: victim !== 'everything' });
    return service.start();
  }
  const pidNow = () => (victim === 'PostgreSQL' ? service.postgresPid() : service.pidOf(victim));
  const pid = pidNow();
  if (pid === null) throw new Error(`${victim} was down before it could be killed`);
  killHard(pid);
  await eventually(`${victim} coming back`, () => pidNow() !== null && pidNow() !== pid);
  if (victim === 'PostgreSQL') await eventually('PostgreSQL answering', () => answers(service));
}

const answers = (service: TestService): Promise<boolean> =>
  pendingOf(service).then(
    () => true,
    () => false,
  );

async function sendAll(service: TestService, all: readonly OfficeFile[]): Promise<Record<string, string>> {
  const refused: Record<string, string> = {};
  for (let i = 0; i < all.length; i += BATCH_FILES)
    Object.assign(refused, await sendFiles(service, all.slice(i, i + BATCH_FILES)));
  return refused;
}

/** Nothing is queued, chunked or waiting to be told to the index, and no job is left. */
async function settled(service: TestService): Promise<void> {
  await eventually('everything being settled', async () => {
    if ((await pendingOf(service)) > 0) return false;
    const { queues } = (await (await service.fetch('/api/v1/status')).json()) as {
      queues: Record<string, Record<string, number>>;
    };
    return Object.values(queues).every((counts) => Object.values(counts).every((count) => count === 0));
  });
}

async function pendingOf(service: TestService): Promise<number> {
  const [row] = await queryOnce<{ n: number }>(
    service.databaseUrl(),
    `SELECT count(*)::int AS n FROM revisions
     WHERE state IN ('queued', 'chunked') OR (valid_from IS NOT NULL AND valid_to IS DISTINCT FROM index_valid_to)`,
  );
  return row!.n;
}

async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + SETTLED_WITHIN_MS; !(await holds()); await delay(250))
    if (Date.now() > deadline) throw new Error(`${what} took longer than ${SETTLED_WITHIN_MS / 1000} s`);
}

function expectSame(actual: LibrarySnapshot, expected: LibrarySnapshot): void {
  expect(actual.documents).toEqual(expected.documents);
  expect(actual.chunks).toEqual(expected.chunks);
  expect(actual.rows).toEqual(expected.rows);
  expect(actual.events).toEqual(expected.events);
  for (const [key, vector] of expected.vectors) {
    const other = actual.vectors.get(key)!;
    const furthest = Math.max(...vector.map((value, i) => Math.abs(value - other[i]!)));
    if (!(furthest <= 1e-6)) throw new Error(`the vector of ${key} differs by ${furthest}`);
  }
}

/** What is sent before each kill: a share of the files, and second revisions of the share before, which may still be on its way. */
function turns(): { first: OfficeFile[]; second: OfficeFile[] }[] {
  const size = Math.ceil(files.length / (KILLS.length - 1));
  const share = (turn: number) => (turn < 0 ? [] : files.slice(turn * size, (turn + 1) * size));
  return KILLS.map((_, turn) => {
    const before = new Set(share(turn - 1).map(({ path }) => path));
    return { first: share(turn), second: revised.filter(({ path }) => before.has(path)) };
  });
}

/** Numbers in [0, 1) that follow from the seed alone. @see "mulberry32" by Tommy Ettinger (public domain) */
function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;
