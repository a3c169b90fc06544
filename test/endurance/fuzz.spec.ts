import { randomInt } from 'node:crypto';
import { processEnvironment } from '#config';
import { type TestService, startService } from '#testing';
import { Api, expectOk } from '../e2e/support/api.js';
import { type OpenApiPaths, fuzzRoutes } from '../e2e/support/fuzz/fuzz-routes.js';
import { fillSurroundings } from '../e2e/support/fuzz/surroundings.js';

const RUNS = 40;

let service: TestService;
beforeAll(async () => {
  const limits = ['REQUESTS_PER_MINUTE', 'ADDRESS_REQUESTS_PER_MINUTE', 'QUESTIONS_PER_MINUTE', 'QUESTIONS_PER_DAY'];
  service = await startService({ env: Object.fromEntries(limits.map((name) => [`LIMIT_${name}`, '0'])) });
}, 180_000);
afterAll(() => service?.stop(), 60_000);

/** `FUZZ_SEED=N` asks for the requests of an earlier run again. */
it('every route answers whatever comes with a code, tens of times over', async () => {
  const seed = Number(processEnvironment()['FUZZ_SEED'] ?? randomInt(2 ** 31));
  console.warn(`FUZZ_SEED=${seed}`);
  const document = expectOk(await new Api(service.url, null).get<OpenApiPaths>('/api/openapi.json'), 200);
  const { known, reader } = await fillSurroundings(service);
  const apiPid = service.pidOf('api');
  const { complaints, sent } = await fuzzRoutes({
    ...{ url: service.url, document, known, seed, runs: RUNS, beside: 8 },
    callers: { administrator: service.token, reader: reader.key, nobody: null },
  });
  expect(complaints).toEqual([]);
  expect(sent).toBeGreaterThan(1_000);
  expect(service.pidOf('api')).toBe(apiPid);
  expect(service.logOf('api')).not.toMatch(/internal\.unexpected|QueryFailedError|UnhandledPromise/);
}, 1_800_000);
