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

const limits = (more: object) =>
  new Limits(rooms.source, {
    ...{ requestsPerMinute: 0, addressRequestsPerMinute: 0, questionsPerMinute: 0, questionsPerDay: 0 },
    ...{ uploadMegabytesPerDay: 0, ...more },
  });

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

  it('of requests are those of this process, and 0 is none', async () => {
    const some = limits({ requestsPerMinute: 3 });
    const codes = codesOf(await Promise.allSettled([1, 2, 3, 4].map(() => some.use('requests', 'ada'))));
    expect(codes).toEqual(['done', 'done', 'done', 'limit.reached']);
    await limits({ requestsPerMinute: 3 }).use('requests', 'ada');
    for (let n = 0; n < 20; n++) await limits({}).use('questions', 'ada');
  });
});
