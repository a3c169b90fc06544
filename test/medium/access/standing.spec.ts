import { setTimeout as delay } from 'node:timers/promises';
import { Standing } from '#access';
import { type TestPostgres, startPostgres } from '#testing';
import { type OpenAccess, openAccess } from './open-access.js';

let postgres: TestPostgres;
let rooms: OpenAccess;
let standing: Standing;
let [ada, otto]: [string, string] = ['', ''];
beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => {
  rooms = await openAccess(await postgres.freshDatabase());
  standing = rooms.get(Standing);
  const add = (name: string) => rooms.within((manager) => rooms.people.add(manager, { name, role: 'administrator' }));
  [ada, otto] = [await add('Ada'), await add('Otto')];
});
afterEach(() => rooms.close());

const NEVER = new AbortController().signal;
const suspend = (id: string, suspended = true) =>
  rooms.within((manager) => rooms.people.change(manager, id, { suspended }));
const demote = (id: string) => rooms.within((manager) => rooms.people.change(manager, id, { role: 'reader' }));
/** Work that ends only when it is told to. */
const endless = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true }),
  );
const GONE = { code: 'work.beginner_gone' };

it('is there for who may, and for the service itself', async () => {
  for (const who of [ada, 'system', null]) expect(await standing.holds(who, 'erase')).toBe(true);
  expect(await standing.during(ada, 'erase', NEVER, async () => 7)).toBe(7);
});

it('goes with a suspension, and comes back with them', async () => {
  await suspend(ada);
  expect([await standing.holds(ada, 'erase'), await standing.holds(ada, null)]).toEqual([false, false]);
  await expect(standing.during(ada, 'erase', NEVER, async () => 7)).rejects.toMatchObject(GONE);
  expect(await standing.holds(otto, 'erase')).toBe(true);
  await suspend(ada, false);
  expect(await standing.holds(ada, 'erase')).toBe(true);
});

it('of a program goes with a suspension of who answers for it', async () => {
  const program = { name: 'Import', role: 'administrator', kind: 'service' } as const;
  const id = await rooms.within((manager) => rooms.people.add(manager, { ...program, ownerId: ada }));
  const nobodys = await rooms.within((manager) => rooms.people.add(manager, program));
  const both = async () => [await standing.holds(id, 'erase'), await standing.holds(nobodys, 'erase')];
  expect(await both()).toEqual([true, false]);
  await suspend(ada);
  expect(await both()).toEqual([false, false]);
  await rooms.within((manager) => rooms.people.change(manager, id, { ownerId: otto }));
  expect(await both()).toEqual([true, false]);
});

it('goes with the role, for what only that role may', async () => {
  await demote(ada);
  expect([await standing.holds(ada, 'erase'), await standing.holds(ada, null)]).toEqual([false, true]);
});

it.each([
  ['suspended', suspend],
  ['given another role', demote],
])(
  'ends work that is going on when its beginner is %s',
  async (_, lose) => {
    const work = standing.during(ada, 'erase', NEVER, endless);
    const others = standing.during(otto, 'erase', AbortSignal.timeout(4_000), endless);
    const outcomes = Promise.allSettled([work, others]);
    await delay(100);
    await lose(ada);
    await expect(work).rejects.toMatchObject(GONE);
    expect(await outcomes).toMatchObject([{ reason: GONE }, { reason: { message: 'stopped' } }]);
  },
  20_000,
);

it('leaves failures and stops of others what they are', async () => {
  const failing = standing.during(ada, 'erase', NEVER, async () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  const stop = new AbortController();
  const work = standing.during(ada, 'erase', stop.signal, endless);
  setTimeout(() => stop.abort(), 50);
  await expect(work).rejects.toThrow('stopped');
});
