import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processEnvironment } from '#config';
import { tableNameFor } from '#search-index';
import { type ServicePart, type TestRedis, TestService, killHard, queryOnce, startRedis, startService } from '#testing';
import { eventually } from './eventually.js';
import {
  LEAVING,
  beginRemoval,
  beginReturn,
  foundOfLeaving,
  isThere,
  sendLeaving,
  whileItIsRemoved,
} from './leaving.js';
import { type LibrarySnapshot, snapshotOf } from './library-snapshot.js';
import { type OfficeFile, REFUSED, UNREADABLE, officeFiles, secondRevisions } from './office-files.js';
import { sendFiles } from './send-files.js';

const BATCH_FILES = 20;
const REVISED = 40;
const BACKEND_TIMEOUT_MS = 600_000;
/** A kill comes when up to so many of a turn's files were read, and up to so much later. */
const MOST_READ = 30;
const LONGEST_WAIT_MS = 1_200;
const LOOK_EVERY_MS = 250;
const UNDER_WAY_WITHIN_MS = 60_000;

type Victim =
  | ServicePart
  | 'worker while it writes'
  | 'worker while it removes a collection'
  | 'PostgreSQL'
  | 'everything'
  | 'everything and PostgreSQL';
/** Who is killed, in turn; every one of them while documents are on their way. */
const KILLS: readonly Victim[] = [
  'worker',
  'inference',
  'api',
  'everything',
  'worker while it writes',
  'PostgreSQL',
  'worker while it removes a collection',
  'worker while it writes',
  'inference',
  'everything and PostgreSQL',
  'worker while it writes',
  'api',
];

const seed = Number(processEnvironment()['KILL_SEED'] || randomInt(1_000_000));

let files: OfficeFile[];
let revised: OfficeFile[];
let reference: LibrarySnapshot;

/** An ingestion that nothing disturbs, and the same one with every process killed in turn: both end with the same library. */
export function describeKills(queues: 'PostgreSQL' | 'Redis'): void {
  beforeAll(async () => {
    process.stdout.write(`Kills at moments of seed ${seed}; repeat them with KILL_SEED=${seed}.\n`);
    files = await officeFiles();
    revised = await secondRevisions(REVISED);
    reference = await undisturbed();
  }, BACKEND_TIMEOUT_MS);

  it('takes every file, and fails exactly those that it can not read', expectReadable);
  it(
    `loses and doubles nothing with queues in ${queues}, whoever is killed`,
    () => (queues === 'Redis' ? withRedis((redis) => chaos(queues, { redisUrl: redis.url })) : chaos(queues, {})),
    BACKEND_TIMEOUT_MS,
  );
}

function expectReadable(): void {
  const office = reference.documents.filter(({ collection }) => collection !== LEAVING);
  const documents = new Map(office.map(({ path, revisions }) => [String(path), revisions as Revision[]]));
  expect(documents.size).toBe(files.length - Object.keys(REFUSED).length);
  for (const [path, revisions] of documents) {
    const second = revised.some((file) => file.path === path);
    const states = path in UNREADABLE ? ['failed'] : second ? ['superseded', 'live'] : ['live'];
    expect([path, revisions.map((revision) => revision.state)]).toEqual([path, states]);
    if (path in UNREADABLE) expect([path, revisions[0]!.failure]).toEqual([path, UNREADABLE[path]]);
  }
}

async function withRedis(run: (redis: TestRedis) => Promise<void>): Promise<void> {
  const redis = (await startRedis()) as TestRedis;
  try {
    await run(redis);
  } finally {
    await redis.stop();
  }
}

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
    await sendLeaving(service);
    await isThere(service);
    await beginRemoval(service);
    await settled(service);
    process.stdout.write(`Undisturbed: ${seconds(began)} for ${files.length} files and ${revised.length} revisions.\n`);
    return await snapshotOf(service);
  } finally {
    await service.stop();
  }
}

async function chaos(queues: string, options: { redisUrl?: string }): Promise<void> {
  const random = randomFrom(seed);
  // Its cluster waits for the disk, as a user's does.
  const service = await startService({ ...options, isFromNothing: true });
  try {
    const began = Date.now();
    const report: string[] = [];
    await sendLeaving(service);
    for (const [turn, { first, second }] of turns().entries()) {
      const victim = KILLS[turn]!;
      const sent = Promise.all([sendAll(service, first), sendAll(service, second)]);
      const isOver = overOnce(service, sent);
      const thenMs = random() * LONGEST_WAIT_MS;
      const moreRead = Math.floor(random() * MOST_READ);
      await inTheThickOfIt(service, moreRead, victim === 'worker while it writes' ? 0 : thenMs, isOver);
      const { queued, chunked } = await progressOf(service);
      const killedAt = Date.now();
      await kill(service, victim, isOver);
      report.push(
        `${victim} at ${seconds(began)} with ${queued} to read and ${chunked} to index, back after ${seconds(killedAt)}`,
      );
      await sent;
    }
    const lastKill = Date.now();
    await settled(service);
    process.stdout.write(
      `${queues}: ${KILLS.length} kills\n  ${report.join('\n  ')}\n  settled ${seconds(lastKill)} after the last, ${seconds(began)} in all.\n`,
    );
    expectSame(await snapshotOf(service), reference);
    await expectReturn(service);
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

/** Nothing of the removed collection is found, and all of it once it is put back. */
async function expectReturn(service: TestService): Promise<void> {
  expect(await foundOfLeaving(service)).toEqual([]);
  await beginReturn(service);
  await settled(service);
  const { documents, rows } = await snapshotOf(service);
  const back = documents.filter(({ collection, removed }) => collection === LEAVING && !removed);
  expect(rows.filter(({ key, current }) => current && String(key).startsWith('leaving/'))).toHaveLength(back.length);
  expect(documents.filter(({ removed }) => removed)).toEqual([]);
  expect((await foundOfLeaving(service)).length).toBeGreaterThan(0);
}

/** Kill, and see to it that the part is there again: `up` brings its children back, nobody brings back `up`. */
async function kill(service: TestService, victim: Victim, isOver: () => Promise<boolean>): Promise<void> {
  if (victim === 'everything' || victim === 'everything and PostgreSQL') {
    await service.killAll({ postgres: victim !== 'everything' });
    return service.start();
  }
  if (victim === 'worker while it writes') await nextIndexWrite(service, isOver);
  if (victim === 'worker while it removes a collection')
    return whileItIsRemoved(service, () => killOne('worker', () => service.pidOf('worker')));
  if (victim === 'PostgreSQL') {
    await killOne(victim, () => service.postgresPid());
    return eventually('PostgreSQL answering', () => answers(service));
  }
  const part = victim === 'worker while it writes' ? 'worker' : victim;
  await killOne(part, () => service.pidOf(part));
}

async function killOne(victim: string, pidNow: () => number | null): Promise<void> {
  const pid = pidNow();
  if (pid === null) throw new Error(`${victim} was down before it could be killed`);
  killHard(pid);
  await eventually(`${victim} coming back`, () => {
    const now = pidNow();
    return now !== null && now !== pid;
  });
}

const answers = (service: TestService): Promise<boolean> =>
  pendingOf(service).then(
    () => true,
    () => false,
  );

/** Resolves in the moment at which the index has a new version that PostgreSQL does not know of yet, or when none is to come. */
async function nextIndexWrite(service: TestService, isOver: () => Promise<boolean>): Promise<void> {
  const versions = join(service.dataDir, 'index', `${tableNameFor('g1')}.lance`, '_versions');
  await eventually('the index having a table', () => existsSync(versions));
  let isWritten = false;
  const watcher = watch(versions, () => watcher.close());
  const written = once(watcher, 'close').then(() => (isWritten = true));
  for (const deadline = Date.now() + UNDER_WAY_WITHIN_MS; !isWritten && Date.now() < deadline;) {
    await Promise.race([written, delay(LOOK_EVERY_MS)]);
    if (!isWritten && (await isOver())) break;
  }
  watcher.close();
}

/** Whether everything that was being sent has come and nothing of it is left to do, so that nothing more can be waited for. */
function overOnce(service: TestService, sent: Promise<unknown>): () => Promise<boolean> {
  let isSent = false;
  const tell = () => void (isSent = true);
  sent.then(tell, tell);
  return async () => isSent && (await pendingOf(service)) === 0;
}

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
    const response = await service.fetch('/api/v1/status').catch(() => null);
    if (!response?.ok) return false;
    const { queues } = (await response.json()) as { queues: Record<string, Record<string, number>> };
    return Object.values(queues).every((counts) => Object.values(counts).every((count) => count === 0));
  });
}

const pendingOf = async (service: TestService): Promise<number> => (await progressOf(service)).pending;

interface Progress {
  readonly queued: number;
  readonly chunked: number;
  readonly done: number;
  /** Queued, chunked, or with an end of validity that the index was not told. */
  readonly pending: number;
}

async function progressOf(service: TestService): Promise<Progress> {
  const [progress] = await queryOnce<Progress & Record<string, unknown>>(
    service.databaseUrl(),
    `SELECT count(*) FILTER (WHERE state = 'queued')::int AS queued, count(*) FILTER (WHERE state = 'chunked')::int AS chunked,
            count(*) FILTER (WHERE state NOT IN ('queued', 'chunked'))::int AS done,
            count(*) FILTER (WHERE state IN ('queued', 'chunked')
              OR (valid_from IS NOT NULL AND valid_to IS DISTINCT FROM index_valid_to))::int AS pending
     FROM revisions`,
  );
  return progress!;
}

/** Wait until so many more files were read (work is under way again after the last kill), or all are, and a little longer. */
async function inTheThickOfIt(
  service: TestService,
  moreRead: number,
  thenMs: number,
  isOver: () => Promise<boolean>,
): Promise<void> {
  const read = async () => {
    const { chunked, done } = await progressOf(service);
    return chunked + done;
  };
  const before = await read();
  for (const deadline = Date.now() + UNDER_WAY_WITHIN_MS; Date.now() < deadline; await delay(50))
    if ((await read()) - before >= moreRead || (await isOver())) break;
  await delay(thenMs);
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
