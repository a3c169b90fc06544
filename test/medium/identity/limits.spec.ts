import { Limits } from '#identity';
import { type TestPostgres, startPostgres } from '#testing';
import { type OpenIdentity, code, codesOf, openIdentity } from './open-identity.js';

let postgres: TestPostgres;
let rooms: OpenIdentity;
beforeAll(async () => {
  postgres = await startPostgres();
  rooms = await openIdentity(postgres.url);
});
afterAll(async () => {
  await rooms?.close();
  await postgres?.stop();
});

/** A count of requests ends with its minute; here none ends. */
const minute = Date.now();
const limits = (more: object) =>
  new Limits(
    rooms.source,
    {
      ...{ requestsPerMinute: 0, addressRequestsPerMinute: 0, addressTotalPerMinute: 0 },
      ...{ questionsPerMinute: 0, questionsPerDay: 0 },
      ...{ uploadMegabytesPerDay: 0, ...more },
    },
    () => minute,
  );

describe('limits', () => {
  it('of questions hold for all processes together, person by person', async () => {
    const [one, other] = [limits({ questionsPerDay: 10 }), limits({ questionsPerDay: 10 })];
    const asked = Array.from({ length: 16 }, (_each, n) => (n % 2 ? one : other).use('questionsToday', 'ada'));
    const codes = codesOf(await Promise.allSettled(asked));
    expect(codes.filter((each) => each === 'done')).toHaveLength(10);
    expect(codes.filter((each) => each === 'limit.reached')).toHaveLength(6);
    await one.use('questionsToday', 'ben');
    const refused = await one.use('questionsToday', 'ada').catch((error: { retryAfterS?: number }) => error);
    expect((refused as { retryAfterS: number }).retryAfterS).toBeGreaterThan(80_000);
  });

  it('of uploads count megabytes', async () => {
    const some = limits({ uploadMegabytesPerDay: 100 });
    await some.use('uploadMegabytesToday', 'ada', 60);
    await expect(some.use('uploadMegabytesToday', 'ada', 60)).rejects.toEqual(code('limit.reached'));
  });

  it('of requests hold for all processes together, once they have added up; 0 is none', async () => {
    const [one, other] = [limits({ requestsPerMinute: 10 }), limits({ requestsPerMinute: 10 })];
    const use = (some: Limits, times: number, who = 'ada') =>
      Promise.allSettled(Array.from({ length: times }, () => some.use('requests', who))).then(codesOf);
    expect(await use(one, 6)).toEqual(Array(6).fill('done'));
    expect(await use(other, 1)).toEqual(['done']);
    // What one has not told yet, the other can not know.
    await one.addUp();
    await other.addUp();
    expect(await use(other, 4)).toEqual(['done', 'done', 'done', 'limit.reached']);
    expect(await use(other, 1, 'ben')).toEqual(['done']);
    await other.addUp();
    await one.use('requests', 'ada').catch(() => undefined);
    await one.addUp();
    const refused = await one.use('requests', 'ada').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'limit.reached' });
    expect((refused as { retryAfterS: number }).retryAfterS).toBeLessThanOrEqual(60);
    for (let n = 0; n < 20; n++) await limits({}).use('questions', 'ada');
    for (let n = 0; n < 20; n++) await limits({}).use('requests', 'ada');
  }, 30_000);

  it('of requests are told to the others once, also where they are added up at the same time', async () => {
    const [one, other] = [limits({ requestsPerMinute: 10 }), limits({ requestsPerMinute: 10 })];
    for (let n = 0; n < 4; n++) await one.use('requests', 'cleo');
    await Promise.all([one.addUp(), one.addUp(), one.addUp()]);
    await other.use('requests', 'cleo');
    await other.addUp();
    const more = await Promise.allSettled(Array.from({ length: 6 }, () => other.use('requests', 'cleo')));
    expect(codesOf(more)).toEqual([...Array<string>(5).fill('done'), 'limit.reached']);
  });

  it('of addresses stand in the database under hashes', async () => {
    const some = limits({ addressRequestsPerMinute: 10, addressTotalPerMinute: 10 });
    await some.use('address', '203.0.113.7');
    await some.use('anyFromAddress', '203.0.113.7');
    await some.addUp();
    const rows = await rooms.source.query<{ key: string }[]>(`SELECT key FROM rate_limits WHERE key ~ '^a'`);
    expect(rows.map(({ key }) => key.replace(/:\d+:[0-9a-f]{32}$/, '')).sort()).toEqual(['address', 'anyFromAddress']);
  });
});
