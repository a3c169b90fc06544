import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type TestMail, type TestService, queryOnce, startMailServer, startService } from '#testing';
import { Api } from '../e2e/support/api.js';

/** Each is asked about once, because what may be asked of one name is limited. */
const OF_EACH = 150;
/** Chance that an answer about one kind is slower than one about the other, beyond which they can be told apart: 0.5 is none. */
const TELLING = 0.15;
const KINDS = ['has a password', 'has none', 'is nobody'] as const;
type Kind = (typeof KINDS)[number];

let service: TestService;
let mail: TestMail;
beforeAll(async () => {
  mail = await startMailServer();
  const unlimited = ['REQUESTS_PER_MINUTE', 'ADDRESS_REQUESTS_PER_MINUTE', 'ADDRESS_TOTAL_PER_MINUTE'];
  service = await startService({
    env: {
      ...Object.fromEntries(unlimited.map((name) => [`LIMIT_${name}`, '0'])),
      ...{ TRUSTED_PROXIES: '127.0.0.1', SMTP_URL: mail.url, SIGN_IN_MAIL_FROM: 'chancery@kb.example' },
    },
  });
  await addPeople();
}, 180_000);
afterAll(async () => {
  await service?.stop();
  await mail?.stop();
}, 60_000);

const loginOf = (kind: Kind, n: number) => `${kind.replaceAll(' ', '-')}-${n}`;

/** The hash is of the form of any other; what it is a hash of matters to nobody. */
async function addPeople(): Promise<void> {
  const hash = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$wbKlQ3hPSGS1UMk1P0wTBQ0Vu7gJ2VhJdWIZ0m7C8fM';
  for (const kind of KINDS.slice(0, 2))
    for (let n = 0; n < OF_EACH; n++) {
      const [id, login] = [randomUUID(), loginOf(kind, n)];
      await queryOnce(
        service.databaseUrl(),
        `INSERT INTO users (id, name, role, created_at, login, email) VALUES ($1, $2, 'reader', now(), $2, $2 || '@firm.example')`,
        [id, login],
      );
      if (kind === 'has a password')
        await queryOnce(
          service.databaseUrl(),
          `INSERT INTO passwords (user_id, hash, changed_at) VALUES ($1, $2, now())`,
          [id, hash],
        );
    }
}

let asked = 0;
/** From an address of its own, so that none is told to wait. @returns Milliseconds. */
async function timed(path: string, body: object, status: number): Promise<number> {
  const number = (asked += 1);
  const from = `198.18.${Math.floor(number / 250)}.${(number % 250) + 1}`;
  const api = new Api(service.url, null, { 'x-forwarded-for': from });
  const started = performance.now();
  expect((await api.post(path, body)).status).toBe(status);
  return performance.now() - started;
}

/** By turns, so that whatever else the machine does slows all. */
async function byTurns(ask: (login: string) => Promise<number>): Promise<Record<Kind, number[]>> {
  const times: Record<Kind, number[]> = { 'has a password': [], 'has none': [], 'is nobody': [] };
  for (let n = 0; n < OF_EACH; n++)
    for (let turn = 0; turn < KINDS.length; turn++) {
      const kind = KINDS[(n + turn) % KINDS.length]!;
      times[kind].push(await ask(loginOf(kind, n)));
    }
  return times;
}

/** What share of the pairs has the first slower (Mann and Whitney's U, from 0 to 1). */
function chanceOfSlower(some: readonly number[], others: readonly number[]): number {
  const wins = some.flatMap((one) => others.map((other): number => (one > other ? 1 : one === other ? 0.5 : 0)));
  return wins.reduce((sum, each) => sum + each, 0) / wins.length;
}

function expectAlike(times: Record<Kind, number[]>): void {
  for (const kind of KINDS.slice(0, 2)) {
    const chance = chanceOfSlower(times[kind], times['is nobody']);
    expect([kind, chance, Math.abs(chance - 0.5) < TELLING]).toEqual([kind, chance, true]);
  }
}

it('a link by mail is promised as fast to nobody, and slows the next request no more', async () => {
  const next: Record<Kind, number[]> = { 'has a password': [], 'has none': [], 'is nobody': [] };
  const times = await byTurns(async (login) => {
    const took = await timed('/api/v1/sign-in/mailed-link', { login, language: 'en' }, 202);
    const kind = KINDS.find((one) => login.startsWith(one.replaceAll(' ', '-')))!;
    const other = { login: `somebody-else-${asked}`, password: 'not it at all, no' };
    next[kind].push(await timed('/api/v1/sign-in/password', other, 401));
    return took;
  });
  expectAlike(times);
  expectAlike(next);
  while (mail.messages.length < 2 * OF_EACH) await delay(100);
  expect(mail.messages).toHaveLength(2 * OF_EACH);
}, 600_000);

it('a password is refused as fast for nobody, and for who has none', async () => {
  expectAlike(
    await byTurns((login) => timed('/api/v1/sign-in/password', { login, password: 'not it at all, no' }, 401)),
  );
}, 600_000);
