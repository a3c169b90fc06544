import { type TestPostgres, startPostgres } from '#testing';
import { type OpenIdentity, PARTY, PASSWORD, aPlace, code, codesOf, openIdentity } from './open-identity.js';

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
beforeEach(() => rooms.source.query('DELETE FROM sign_in_attempts; DELETE FROM credentials; DELETE FROM users'));

const tryIt = (login: string, password: string, place = aPlace()) =>
  rooms.signIn.withPassword({ login, password }, PARTY, place);
/** As if so much time had passed since the last attempt. */
const wait = (interval: string) =>
  rooms.source.query(
    `UPDATE sign_in_attempts SET last_at = last_at - $1::interval, blocked_until = blocked_until - $1::interval`,
    [interval],
  );

describe('a password', () => {
  it('signs in whoever types it, however they write their name', async () => {
    const { id } = await rooms.withPassword({ name: 'Ada', role: 'reader', login: 'Ada.Lovelace' });
    for (const login of ['ada.lovelace', 'ADA.LOVELACE', 'ａｄａ.lovelace'])
      expect((await rooms.admissionOf(await tryIt(login, PASSWORD))).principal.userId).toBe(id);
    await expect(rooms.add({ name: 'Eve', role: 'reader', login: 'ADA.lovelace' })).rejects.toEqual(
      code('person.login_taken'),
    );
  });

  it('is refused in the same words for a wrong one, a stranger, somebody suspended, and who has none', async () => {
    await rooms.add({ name: 'Root', role: 'administrator' });
    const { id } = await rooms.withPassword({ name: 'Ada', role: 'reader', login: 'ada' });
    await rooms.add({ name: 'Ben', role: 'reader', login: 'ben' });
    await rooms.withPassword({ name: 'Cy', role: 'reader', login: 'cy' });
    await rooms.source.query(`UPDATE users SET suspended_at = now() WHERE login = 'cy'`);
    const refusals = await Promise.all(
      [tryIt('ada', 'not it at all, no'), tryIt('nobody', PASSWORD), tryIt('ben', PASSWORD), tryIt('cy', PASSWORD)].map(
        (attempt) =>
          attempt.then(String, (error: { code: string; message: string }) => `${error.code} ${error.message}`),
      ),
    );
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toMatch(/^auth\.sign_in_refused /);
    expect(await rooms.credentials.list('session', id)).toHaveLength(1);
  });

  it('takes as long to refuse for a stranger as for a person', async () => {
    await rooms.withPassword({ name: 'Ada', role: 'reader', login: 'ada' });
    await tryIt('warm', 'up the hash of nobody').catch(() => undefined);
    const spent: Record<'person' | 'stranger', number[]> = { person: [], stranger: [] };
    for (let n = 0; n < 9; n++)
      for (const who of ['person', 'stranger'] as const) {
        const start = performance.now();
        await tryIt(who === 'person' ? 'ada' : `nobody${n}`, 'not it at all, no').catch(() => undefined);
        spent[who].push(performance.now() - start);
      }
    const median = (times: number[]) => times.sort((a, b) => a - b)[4]!;
    // Without a hash for strangers this would be a hundredth.
    expect(median(spent.stranger) / median(spent.person)).toBeGreaterThan(0.3);
    expect(median(spent.stranger) / median(spent.person)).toBeLessThan(3);
  });

  it('counts for nothing when there are too many at once for it to be looked at', async () => {
    const settled = await Promise.allSettled(Array.from({ length: 300 }, (_, n) => tryIt(`nobody${n}`, PASSWORD)));
    const refused = codesOf(settled).filter((each) => each === 'auth.sign_in_refused').length;
    expect(new Set(codesOf(settled))).toEqual(new Set(['auth.sign_in_refused', 'auth.busy']));
    const [row] = await rooms.source.query<{ failures: number }[]>(
      `SELECT sum(failures)::int AS failures FROM sign_in_attempts WHERE key LIKE 'account:%'`,
    );
    expect(row!.failures).toBe(refused);
  });

  it('has to be a good one, and ends every other session when it changes', async () => {
    const { id, admission } = await rooms.withPassword({ name: 'Ada', role: 'reader', login: 'ada.lovelace' });
    for (const weak of ['short', 'password1234', 'ada.lovelace12'])
      await expect(rooms.account.setPassword(admission, weak)).rejects.toEqual(code('password.weak'));
    await rooms.admissionOf(await tryIt('ada.lovelace', PASSWORD));
    const other = await rooms.enter(id);
    const { ended, session } = await rooms.account.setPassword(admission, 'ten amber lanterns hum');
    expect(ended).toBe(2);
    expect((await rooms.authenticator.stillAdmitted([admission, other])).has(other)).toBe(false);
    expect((await rooms.authenticator.admit(session!.secret)).principal.userId).toBe(id);
    await expect(tryIt('ada.lovelace', PASSWORD)).rejects.toEqual(code('auth.sign_in_refused'));
    const rows = JSON.stringify(await rooms.source.query('SELECT * FROM passwords'));
    expect(rows).toMatch(/\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('is gone after a reset, with every session and known browser', async () => {
    const { id } = await rooms.withPassword({ name: 'Ada', role: 'reader', login: 'ada' });
    await rooms.admissionOf(await tryIt('ada', PASSWORD));
    await rooms.source.transaction((manager) => rooms.resets.run(manager, id, id, false));
    expect(await rooms.credentials.list('session', id)).toEqual([]);
    expect(await rooms.source.query('SELECT 1 FROM known_browsers WHERE user_id = $1', [id])).toEqual([]);
    await expect(tryIt('ada', PASSWORD)).rejects.toEqual(code('auth.sign_in_refused'));
  });
});

describe('guessing at one account', () => {
  const wrong = (login = 'ada', place = aPlace()) => tryIt(login, 'a wrong guess at it', place);

  it('is stopped after ten, however many try at once and from wherever, whether or not there is such an account', async () => {
    await rooms.withPassword({ name: 'Ada', role: 'reader', login: 'ada' });
    for (const login of ['ada', 'nobody']) {
      const codes = codesOf(await Promise.allSettled(Array.from({ length: 24 }, () => wrong(login))));
      expect(codes.filter((each) => each === 'auth.sign_in_refused')).toHaveLength(10);
      expect(codes.filter((each) => each === 'auth.too_many_attempts')).toHaveLength(14);
      await expect(tryIt(login, PASSWORD)).rejects.toEqual(code('auth.too_many_attempts'));
    }
  });

  it('makes the waits longer and longer, never for good', async () => {
    await rooms.withPassword({ name: 'Ada', role: 'reader', login: 'ada' });
    const waitS = async () => {
      const failed = await wrong().catch((error: { retryAfterS?: number }) => error);
      return (failed as { retryAfterS?: number }).retryAfterS ?? 0;
    };
    for (let n = 0; n < 10; n++) await waitS();
    const waits = [];
    for (let n = 0; n < 8; n++) {
      waits.push(await waitS());
      await wait('16 minutes');
      await waitS();
    }
    expect(waits[0]).toBeGreaterThan(20);
    for (let n = 1; n < 4; n++) expect(waits[n]!).toBeGreaterThan(1.7 * waits[n - 1]!);
    expect(Math.max(...waits)).toBeLessThanOrEqual(15 * 60);
    await wait('16 minutes');
    await rooms.admissionOf(await tryIt('ada', PASSWORD));
    expect(await waitS()).toBe(0);
  });

  it('does not make the owner wait in a browser that they have signed in with before', async () => {
    await rooms.withPassword({ name: 'Ada', role: 'reader', login: 'ada' });
    await rooms.withPassword({ name: 'Mal', role: 'reader', login: 'mal' });
    const outcome = await tryIt('ada', PASSWORD);
    const known = outcome.kind === 'session' ? outcome.browser : null;
    const theirs = await tryIt('mal', PASSWORD);
    await Promise.allSettled(Array.from({ length: 20 }, () => wrong()));
    await expect(tryIt('ada', PASSWORD)).rejects.toEqual(code('auth.too_many_attempts'));
    await rooms.admissionOf(await tryIt('ada', PASSWORD, aPlace({ browser: known })));
    // A browser that is known for one account is a stranger at another.
    const stranger = aPlace({ browser: theirs.kind === 'session' ? theirs.browser : null });
    await expect(tryIt('ada', PASSWORD, stranger)).rejects.toEqual(code('auth.too_many_attempts'));
  });

  it('of many accounts from one address is stopped, too, and own successes do not make up for it', async () => {
    await rooms.withPassword({ name: 'Mal', role: 'reader', login: 'mal' });
    const place = aPlace();
    const codes: unknown[] = [];
    for (let n = 0; n < 35; n++) {
      if (n % 10 === 5) await tryIt('mal', PASSWORD, place).catch(() => undefined);
      codes.push(...codesOf(await Promise.allSettled([wrong(`victim${n}`, place)])));
    }
    expect(codes.filter((each) => each === 'auth.sign_in_refused').length).toBeLessThanOrEqual(30);
    expect(codes.at(-1)).toBe('auth.too_many_attempts');
  });

  it('keeps no names', async () => {
    await wrong('zarathustra.quill').catch(() => undefined);
    expect(JSON.stringify(await rooms.source.query('SELECT * FROM sign_in_attempts'))).not.toMatch(/zarathustra/);
  });
});
