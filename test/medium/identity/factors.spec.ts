import { type TestPostgres, startPostgres } from '#testing';
import { Secret, TOTP } from 'otpauth';
import type { Admission } from '#access';
import { type OpenIdentity, PARTY, PASSWORD, aPlace, code, codesOf, openIdentity } from './open-identity.js';
import { SoftwareAuthenticator } from './software-authenticator.js';

let postgres: TestPostgres;
let rooms: OpenIdentity;
beforeAll(async () => {
  postgres = await startPostgres();
  rooms = await openIdentity(postgres.url, ['administrator']);
});
afterAll(async () => {
  await rooms?.close();
  await postgres?.stop();
});

let people = 0;
const someone = (role: 'reader' | 'administrator' = 'reader') =>
  rooms
    .withPassword({ name: 'Ada', role, login: `ada${(people += 1)}` })
    .then((made) => ({ ...made, login: `ada${people}` }));
const codeAt = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
const enter = async (login: string) => {
  const outcome = await rooms.signIn.withPassword({ login, password: PASSWORD }, PARTY, aPlace());
  if (outcome.kind !== 'second-factor') throw new Error('No second factor was asked for.');
  return outcome;
};
const finish = (step: string, given: string, place = aPlace()) =>
  rooms.signIn.withSecondFactor(step, { code: given }, PARTY, place);
/** The app of somebody, set up with the code of the step before this one. */
async function withApp(admission: Admission) {
  const { secret, uri } = await rooms.account.beginApp(admission);
  const { recoveryCodes, session } = await rooms.account.confirmApp(admission, codeAt(secret, -1));
  return { secret, uri, recoveryCodes: recoveryCodes!, admission: await rooms.authenticator.admit(session!.secret) };
}

describe('an authenticator app', () => {
  it('is asked for once it is confirmed, and each of its codes is good once', async () => {
    const { id, login, admission } = await someone();
    const begun = await rooms.account.beginApp(admission);
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Chancery:ada/);
    await rooms.admissionOf(await rooms.signIn.withPassword({ login, password: PASSWORD }, PARTY, aPlace()));
    const { secret, recoveryCodes } = await withApp(admission);
    expect(recoveryCodes).toHaveLength(10);
    const stored = await rooms.source.query('SELECT * FROM totp_factors');
    expect(JSON.stringify(stored)).not.toContain(secret);

    const { step, ways } = await enter(login);
    expect(ways).toEqual({ code: true, passkey: null });
    await expect(finish(step, '000000')).rejects.toEqual(code('auth.code_refused'));
    await expect(finish(step, codeAt(secret, -1))).rejects.toEqual(code('auth.code_refused'));
    await expect(finish(step, codeAt(secret, 5))).rejects.toEqual(code('auth.code_refused'));
    const now = codeAt(secret);
    expect((await rooms.admissionOf(await finish(step, now))).session).toMatchObject({ method: 'password+factor' });
    await expect(finish(step, codeAt(secret, 1))).rejects.toEqual(code('auth.step_lost'));
    await expect(finish((await enter(login)).step, now)).rejects.toEqual(code('auth.code_refused'));
    expect(await rooms.credentials.list('session', id)).toHaveLength(3);
  });

  it('lets one of several in that bring the same code at the same time', async () => {
    const { login, admission } = await someone();
    const { secret } = await withApp(admission);
    const steps = await Promise.all([1, 2, 3].map(() => enter(login)));
    const now = codeAt(secret);
    const codes = codesOf(await Promise.allSettled(steps.map(({ step }) => finish(step, now))));
    expect(codes.sort()).toEqual(['auth.code_refused', 'auth.code_refused', 'done']);
  });

  it('can not be guessed at for long', async () => {
    const { login, admission } = await someone();
    const { secret } = await withApp(admission);
    const { step } = await enter(login);
    const codes = codesOf(
      await Promise.allSettled(Array.from({ length: 12 }, (_each, n) => finish(step, `00000${n % 10}`))),
    );
    expect(codes.filter((each) => each === 'auth.code_refused').length).toBeLessThanOrEqual(5);
    await expect(finish(step, codeAt(secret))).rejects.toEqual(code('auth.too_many_attempts'));
  });

  it('is asked for after a link, too', async () => {
    const { id, admission } = await someone();
    const { secret } = await withApp(admission);
    const link = await rooms.authenticator.issue(id, 'link', { name: 'link' });
    const outcome = await rooms.signIn.withLink(link.secret, PARTY, aPlace());
    expect(outcome.kind).toBe('second-factor');
    const step = outcome.kind === 'second-factor' ? outcome.step : '';
    expect((await rooms.admissionOf(await finish(step, codeAt(secret)))).session).toMatchObject({
      method: 'link+factor',
    });
  });
});

describe('a recovery code', () => {
  it('stands in once, is kept as a hash, and is void when new ones are made', async () => {
    const { login, admission } = await someone();
    const { recoveryCodes, admission: now } = await withApp(admission);
    const dump = JSON.stringify(await rooms.source.query('SELECT * FROM recovery_codes'));
    expect(dump).not.toContain(recoveryCodes[0]!.replaceAll('-', ''));
    await finish((await enter(login)).step, recoveryCodes[0]!.toUpperCase().replaceAll('-', ' '));
    await expect(finish((await enter(login)).step, recoveryCodes[0]!)).rejects.toEqual(code('auth.code_refused'));
    const { recoveryCodes: fresh } = await rooms.account.renewRecoveryCodes(now);
    await expect(finish((await enter(login)).step, recoveryCodes[1]!)).rejects.toEqual(code('auth.code_refused'));
    await finish((await enter(login)).step, fresh[0]!);
  });

  it('is no use to anybody else', async () => {
    const [ada, ben] = [await someone(), await someone()];
    const { recoveryCodes } = await withApp(ada.admission);
    await withApp(ben.admission);
    await expect(finish((await enter(ben.login)).step, recoveryCodes[0]!)).rejects.toEqual(code('auth.code_refused'));
  });
});

describe('a passkey', () => {
  const register = async (admission: Admission, authenticator: SoftwareAuthenticator) => {
    const { options, step } = await rooms.account.beginPasskey(admission, PARTY);
    const made = { name: 'Laptop', response: authenticator.make(options.challenge) };
    return rooms.account.addPasskey(admission, made, step, PARTY);
  };
  const signIn = async (
    authenticator: SoftwareAuthenticator,
    bend: Parameters<SoftwareAuthenticator['answer']>[1] = {},
  ) => {
    const { options, step } = await rooms.signIn.askForPasskey(PARTY);
    return rooms.signIn.withPasskey(step, authenticator.answer(options.challenge, bend), PARTY, aPlace());
  };

  it('signs in without a name, is not asked for more, and is not named to who has proved nothing', async () => {
    const { id, admission } = await someone();
    const authenticator = new SoftwareAuthenticator(PARTY);
    expect((await register(admission, authenticator)).recoveryCodes).toHaveLength(10);
    expect((await rooms.admissionOf(await signIn(authenticator))).principal.userId).toBe(id);
    const { options } = await rooms.signIn.askForPasskey(PARTY);
    expect(options.allowCredentials).toBeUndefined();
  });

  it('is the second factor of a password as well', async () => {
    const { id, login, admission } = await someone();
    const authenticator = new SoftwareAuthenticator(PARTY);
    await register(admission, authenticator);
    const { step, ways } = await enter(login);
    const answer = authenticator.answer(ways.passkey!.challenge);
    const outcome = await rooms.signIn.withSecondFactor(step, { passkey: answer }, PARTY, aPlace());
    expect((await rooms.admissionOf(outcome)).principal.userId).toBe(id);
  });

  it('answers for another site, another question, twice, or from a copy in vain', async () => {
    const { admission } = await someone();
    const authenticator = new SoftwareAuthenticator(PARTY);
    await register(admission, authenticator);
    const refused = code('passkey.refused');
    await expect(signIn(authenticator, { origin: 'https://evil.example' })).rejects.toEqual(refused);
    await expect(signIn(authenticator, { type: 'webauthn.create' })).rejects.toEqual(refused);
    const asked = await rooms.signIn.askForPasskey(PARTY);
    const other = await rooms.signIn.askForPasskey(PARTY);
    const answer = authenticator.answer(asked.options.challenge);
    await expect(rooms.signIn.withPasskey(other.step, answer, PARTY, aPlace())).rejects.toEqual(refused);
    await rooms.signIn.withPasskey(asked.step, answer, PARTY, aPlace());
    await expect(rooms.signIn.withPasskey(asked.step, answer, PARTY, aPlace())).rejects.toEqual(code('auth.step_lost'));
    authenticator.counter = 0;
    await expect(signIn(authenticator)).rejects.toEqual(refused);
  });

  it('without PIN, finger or face is not taken, nor one that somebody else has', async () => {
    const [ada, ben] = [await someone(), await someone()];
    await expect(register(ada.admission, new SoftwareAuthenticator(PARTY, false))).rejects.toEqual(
      code('passkey.refused'),
    );
    const authenticator = new SoftwareAuthenticator(PARTY);
    await register(ada.admission, authenticator);
    await expect(register(ben.admission, authenticator)).rejects.toEqual(code('passkey.refused'));
    const { options, step } = await rooms.account.beginPasskey(ada.admission, PARTY);
    const made = { name: 'x', response: new SoftwareAuthenticator(PARTY).make(options.challenge) };
    await expect(rooms.account.addPasskey(ben.admission, made, step, PARTY)).rejects.toEqual(code('auth.step_lost'));
  });
});

describe('a role that asks for a second factor', () => {
  it('leaves a session good for setting one up, and no way back to none', async () => {
    const { login, admission } = await someone('administrator');
    expect(admission.session).toMatchObject({ lacksFactor: true });
    const { admission: now } = await withApp(admission);
    expect(now.session).toMatchObject({ lacksFactor: false });
    await expect(rooms.account.dropApp(now)).rejects.toEqual(code('factor.demanded'));
    await enter(login);
  });

  it('holds the sessions of somebody who gets it', async () => {
    const { id, admission } = await someone();
    await rooms.source.transaction(async (manager) => {
      await rooms.people.change(manager, id, { role: 'administrator' });
      await rooms.factors.hold(manager, id);
    });
    const [held] = await rooms.source.query<{ lacks: boolean }[]>(
      'SELECT lacks_factor AS lacks FROM credentials WHERE id = $1',
      [admission.credentialId],
    );
    expect(held).toEqual({ lacks: true });
  });
});

describe('showing anew who one is', () => {
  it('renews the session, by password or code, and refuses what is wrong', async () => {
    const { admission } = await someone();
    const { recoveryCodes } = await withApp(admission);
    await rooms.source.query(`UPDATE credentials SET signed_in_at = now() - interval '1 day' WHERE id = $1`, [
      admission.credentialId,
    ]);
    const confirm = (proof: { password: string } | { code: string }) =>
      rooms.account.confirm(admission, proof, null, null);
    await expect(confirm({ password: 'wrong, all of it' })).rejects.toEqual(code('auth.proof_refused'));
    for (const proof of [{ password: PASSWORD }, { code: recoveryCodes[0]! }]) {
      const { session } = await confirm(proof);
      const { session: facts } = await rooms.authenticator.admit(session!.secret);
      expect(Date.now() - facts!.signedInAt.getTime()).toBeLessThan(60_000);
    }
    await expect(confirm({ code: recoveryCodes[0]! })).rejects.toEqual(code('auth.proof_refused'));
  });
});

describe('the secret of a session', () => {
  it('is replaced after half a day; the old one is good for a moment', async () => {
    const { id } = await someone();
    const link = await rooms.authenticator.issue(id, 'link', { name: 'link' });
    const outcome = await rooms.signIn.withLink(link.secret, PARTY, aPlace());
    const old = outcome.kind === 'session' ? outcome.started.session.secret : '';
    expect(await rooms.sessions.rotate(old)).toBeNull();
    await rooms.source.query(
      `UPDATE credentials SET created_at = created_at - interval '13 hours' WHERE user_id = $1`,
      [id],
    );
    const admission = await rooms.authenticator.admit(old);
    expect(admission.session).toMatchObject({ isDue: true });
    const fresh = (await Promise.all([1, 2, 3].map(() => rooms.sessions.rotate(old)))).filter((each) => each !== null);
    expect(fresh).toHaveLength(1);
    for (const secret of [old, fresh[0]!.secret])
      expect((await rooms.authenticator.admit(secret)).credentialId).toBe(admission.credentialId);
    expect((await rooms.authenticator.stillAdmitted([admission])).size).toBe(1);
    await rooms.source.query(
      `UPDATE credentials SET rotated_at = rotated_at - interval '3 minutes' WHERE user_id = $1`,
      [id],
    );
    await expect(rooms.authenticator.admit(old)).rejects.toEqual(code('auth.required'));
    await rooms.authenticator.admit(fresh[0]!.secret);
  });
});
