import { randomUUID } from 'node:crypto';
import type { ProviderSettings } from '#config';
import { canSee } from '#knowledge';
import { type TestPostgres, startPostgres } from '#testing';
import { type Bend, startHostileProvider } from './hostile-provider.js';
import { type OpenIdentity, aPlace, code, openIdentity } from './open-identity.js';
import type { EntityManager } from 'typeorm';
import { startInnerServer } from '../outbound/inner-server.js';
import { CLIENT, type ProvidedPerson, startProvider } from './real-provider.js';

let postgres: TestPostgres;
let provider: Awaited<ReturnType<typeof startProvider>>;
let hostile: Awaited<ReturnType<typeof startHostileProvider>>;
let open: OpenIdentity[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
  provider = await startProvider();
  hostile = await startHostileProvider(CLIENT.id);
});
afterEach(async () => {
  await Promise.all(open.map((rooms) => rooms.close()));
  open = [];
});
afterAll(async () => {
  await Promise.all([provider?.close(), hostile?.close(), postgres?.stop()]);
});

async function openWith(more: Partial<ProviderSettings> = {}): Promise<OpenIdentity> {
  const settings: ProviderSettings = {
    ...{ issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, scopes: 'openid profile email' },
    ...{ label: 'Sign in', addsPeople: true, privateHosts: [], groupsClaim: 'groups', roles: [], groups: [] },
    ...more,
  };
  const rooms = await openIdentity(await postgres.freshDatabase(), [], settings);
  open.push(rooms);
  return rooms;
}

async function signIn(rooms: OpenIdentity, as: ProvidedPerson) {
  const { url, step } = await rooms.provider.begin(provider.callback, null);
  const outcome = await rooms.provider.finish(step, await provider.visit(url, as), aPlace());
  return rooms.admissionOf(outcome!);
}
const ada = { sub: 'ada-1', name: 'Ada', email: 'ada@firm.example', email_verified: true };

describe('the provider of the settings', () => {
  const callback = 'http://127.0.0.1:3210/back';
  /** Codes of what somebody who comes back is refused with, and of its causes. */
  async function comeBack(issuer: string, privateHosts: string[]): Promise<unknown[]> {
    const rooms = await openWith({ issuer, privateHosts });
    const codes: unknown[] = [];
    try {
      const { url, step } = await rooms.provider.begin(callback, null);
      const state = new URL(url).searchParams.get('state')!;
      await rooms.provider.finish(step, new URL(`${callback}?code=c&state=${state}`), aPlace());
    } catch (error) {
      for (let each: unknown = error; each; each = (each as Error).cause) codes.push((each as { code?: unknown }).code);
    }
    return codes;
  }

  it('is asked where it is, and nowhere inside that its documents name or it sends to', async () => {
    const inner = await startInnerServer();
    const metadata = {
      ...{ issuer: inner.named, authorization_endpoint: `${inner.named}/auth`, response_types_supported: ['code'] },
      ...{ token_endpoint: `${inner.inside}/token`, jwks_uri: `${inner.inside}/jwks` },
      ...{ subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] },
    };
    try {
      inner.answer = (_, response) =>
        void response.setHeader('content-type', 'application/json').end(JSON.stringify(metadata));
      expect(await comeBack(inner.named, [])).toEqual(expect.arrayContaining(['provider.refused', 'outbound.refused']));
      expect(inner.asked).toEqual(['GET localhost/.well-known/openid-configuration']);
      await comeBack(inner.named, ['127.0.0.1']);
      expect(inner.asked).toContain('POST 127.0.0.1/token');
      inner.asked.splice(0);
      inner.sendInside(302);
      expect(await comeBack(inner.named, [])).toContain('provider.unavailable');
      expect(inner.asked).toEqual(['GET localhost/.well-known/openid-configuration']);
    } finally {
      await inner.close();
    }
    expect(await comeBack('http://169.254.169.254', [])).toContain('outbound.refused');
  });
});

describe('signing in through a real provider', () => {
  it('adds who is new, knows them again, and takes roles from groups, down as well as up', async () => {
    const rooms = await openWith({ roles: [{ role: 'librarian', values: ['editors', 'archive'] }] });
    const first = await signIn(rooms, { ...ada, groups: ['archive'] });
    expect(first.principal).toMatchObject({ name: 'Ada', role: 'librarian' });
    expect(first.session).toMatchObject({ method: 'oidc' });
    const again = await signIn(rooms, { ...ada, groups: 'none of ours' });
    expect(again.principal).toMatchObject({ userId: first.principal.userId, role: 'reader' });
    expect(await rooms.kinds()).toEqual([
      ...['person.provisioned', 'identity.linked', 'session.started', 'person.changed', 'session.started'],
    ]);
  });

  it('puts people into the groups of their claims at sign-in, and takes them out, with their rights', async () => {
    const rooms = await openWith({
      groups: [
        { group: 'Litigation', values: ['kb-lit', 'kb-trials'] },
        { group: 'Employment', values: ['kb-emp'] },
        { group: 'Partners', values: ['kb-partners'] },
      ],
    });
    // Made here: no claim puts anybody into it.
    const partners = await rooms.source.transaction((manager) => rooms.groups.add(manager, 'Partners'));
    const first = await signIn(rooms, { ...ada, groups: ['kb-lit', 'kb-partners', 'else'] });
    const { userId } = first.principal;
    const groupsOf = async () =>
      (await rooms.groups.list())
        .filter(({ members }) => members.some(({ id }) => id === userId))
        .map(({ name, origin }) => `${name} ${origin}`);
    expect(await groupsOf()).toEqual(['Litigation oidc']);
    const litigation = await rooms.groups.show('Litigation');
    const collection = randomUUID();
    await rooms.source.query(
      `INSERT INTO access_grants (subject_kind, subject_id, object_kind, object_id) VALUES ('group', $1, 'collection', $2)`,
      [litigation.id, collection],
    );
    const sees = async () => canSee(await rooms.policy.visibilityOf(first.principal), collection);
    expect(await sees()).toBe(true);
    // Nobody edits here what the provider keeps.
    const edit = (work: (manager: EntityManager) => Promise<unknown>) => rooms.source.transaction(work);
    const kept = code('group.kept_outside');
    await expect(edit((m) => rooms.groups.setMember(m, litigation.id, userId, false))).rejects.toEqual(kept);
    await expect(edit((m) => rooms.groups.rename(m, litigation.id, 'Mine'))).rejects.toEqual(kept);

    const second = await signIn(rooms, { ...ada, groups: ['kb-emp', 'kb-trials'] });
    expect(await groupsOf()).toEqual(['Employment oidc', 'Litigation oidc']);
    expect(await sees()).toBe(true);
    // What was running under the rights of before is no longer admitted once they shrink; the new session is.
    const third = await signIn(rooms, { ...ada, groups: ['kb-emp'] });
    expect(await groupsOf()).toEqual(['Employment oidc']);
    expect(await sees()).toBe(false);
    const admitted = await rooms.authenticator.stillAdmitted([second, third]);
    expect([admitted.has(second), admitted.has(third)]).toEqual([false, true]);
    // Without the claim, and when the provider speaks for them no more, they are in none.
    await signIn(rooms, ada);
    expect(await groupsOf()).toEqual([]);
    await signIn(rooms, { ...ada, groups: 'kb-lit' });
    expect(await groupsOf()).toEqual(['Litigation oidc']);
    const [identity] = await rooms.provider.list(userId);
    await rooms.provider.unlink(userId, identity!.id);
    expect(await groupsOf()).toEqual([]);
    expect((await rooms.groups.show(partners)).members).toEqual([]);
    expect((await rooms.kinds()).filter((kind) => kind === 'group.member_changed')).toHaveLength(6);
  });

  it('makes a group once, however many sign in for the first time together', async () => {
    const rooms = await openWith({ groups: [{ group: 'Litigation', values: ['kb-lit'] }] });
    const steps = [];
    for (const sub of ['a', 'b', 'c', 'd']) {
      const { url, step } = await rooms.provider.begin(provider.callback, null);
      steps.push({ step, back: await provider.visit(url, { sub, name: sub, groups: ['kb-lit'] }) });
    }
    // The provider says of each what it says of the last who visited.
    await Promise.all(steps.map(({ step, back }) => rooms.provider.finish(step, back, aPlace())));
    expect((await rooms.groups.list()).map(({ name, members }) => [name, members.length])).toEqual([['Litigation', 4]]);
  });

  it('lets nobody in who has no account, whatever address they claim', async () => {
    const rooms = await openWith({ addsPeople: false });
    await rooms.add({ name: 'Ada', role: 'administrator', login: 'ada@firm.example', email: 'ada@firm.example' });
    await expect(signIn(rooms, ada)).rejects.toEqual(code('provider.no_account'));
  });

  it('links an account to its owner, once, and lets nobody else have it', async () => {
    const rooms = await openWith({ addsPeople: false });
    const [own, other] = [
      await rooms.add({ name: 'Ada', role: 'reader' }),
      await rooms.add({ name: 'Ben', role: 'reader' }),
    ];
    const link = async (userId: string, meanwhile = async (_session: string) => {}) => {
      const { credentialId: session } = await rooms.enter(userId);
      const { url, step } = await rooms.provider.begin(provider.callback, { userId, session });
      await meanwhile(session);
      return rooms.provider.finish(step, await provider.visit(url, ada), aPlace());
    };
    const signedOut = (session: string) =>
      rooms.source.transaction(
        async (manager) => void (await rooms.credentials.end(manager, 'session', session, null)),
      );
    await expect(link(own, signedOut)).rejects.toEqual(code('auth.step_lost'));
    expect(await rooms.provider.list(own)).toEqual([]);
    expect(await link(own)).toBeNull();
    expect(await link(own)).toBeNull();
    await expect(link(other)).rejects.toEqual(code('provider.identity_taken'));
    expect((await signIn(rooms, ada)).principal.userId).toBe(own);
    const [identity] = await rooms.provider.list(own);
    await expect(rooms.provider.unlink(other, identity!.id)).rejects.toEqual(code('provider.identity_not_found'));
    await rooms.provider.unlink(own, identity!.id);
    await expect(signIn(rooms, ada)).rejects.toEqual(code('provider.no_account'));
  });

  it('keeps out who is suspended, and keeps the last administrator', async () => {
    const rooms = await openWith({ roles: [{ role: 'administrator', values: ['admins'] }] });
    const { principal } = await signIn(rooms, { ...ada, groups: ['admins'] });
    expect((await signIn(rooms, { ...ada, groups: [] })).principal.role).toBe('administrator');
    await rooms.add({ name: 'Root', role: 'administrator' });
    await rooms.source.transaction((manager) => rooms.people.change(manager, principal.userId, { suspended: true }));
    await expect(signIn(rooms, ada)).rejects.toEqual(code('auth.sign_in_refused'));
  });

  it('takes each answer once, in the browser that asked, with the state that was given', async () => {
    const rooms = await openWith();
    const asked = await rooms.provider.begin(provider.callback, null);
    const other = await rooms.provider.begin(provider.callback, null);
    const back = await provider.visit(asked.url, ada);
    // Somebody else's code in one's own browser, and one's own in none.
    await expect(rooms.provider.finish(other.step, back, aPlace())).rejects.toEqual(code('provider.refused'));
    await expect(rooms.provider.finish(null, back, aPlace())).rejects.toEqual(code('auth.step_lost'));
    // An injected code under the right state: it belongs to another PKCE challenge and nonce.
    const third = await rooms.provider.begin(provider.callback, null);
    const injected = new URL(back);
    injected.searchParams.set('state', new URL(third.url).searchParams.get('state')!);
    await expect(rooms.provider.finish(third.step, injected, aPlace())).rejects.toEqual(code('provider.refused'));
    const fresh = await rooms.provider.begin(provider.callback, null);
    const address = await provider.visit(fresh.url, ada);
    await rooms.provider.finish(fresh.step, address, aPlace());
    await expect(rooms.provider.finish(fresh.step, address, aPlace())).rejects.toEqual(code('auth.step_lost'));
  });
});

describe('a provider, or somebody between', () => {
  const attempt = async (bend: Bend, change: (back: URL) => void = () => undefined) => {
    const rooms = await openWith({ issuer: hostile.issuer, clientSecret: null });
    const { url, step } = await rooms.provider.begin(provider.callback, null);
    const back = hostile.bendTo(url, bend, provider.callback);
    change(back);
    return rooms.provider.finish(step, back, aPlace());
  };
  const past = Math.floor(Date.now() / 1000) - 3_600;

  it('is believed when everything fits', async () => {
    expect(await attempt({})).toMatchObject({ kind: 'session' });
  });

  it.each<[string, Bend]>([
    ['another issuer', { claims: { iss: 'https://login.evil.example' } }],
    ['an issuer with a slash more', { claims: { iss: 'http://127.0.0.1/' } }],
    ['another audience', { claims: { aud: 'some-other-client' } }],
    ['several audiences, without saying who asked', { claims: { aud: [CLIENT.id, 'other'], azp: 'other' } }],
    ['another nonce', { claims: { nonce: 'from an earlier sign-in' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['no subject', { claims: { sub: undefined } }],
    ['an expired token', { claims: { exp: past, iat: past - 60 } }],
    ['no signature', { alg: 'none' }],
    ['the public key used as a secret', { alg: 'HS256' }],
    ["another one's signature", { otherKey: true }],
  ])('that names %s is refused', async (_what, bend) => {
    await expect(attempt(bend)).rejects.toEqual(code('provider.refused'));
  });

  it('that names another issuer in the address, or another state, is refused', async () => {
    const refused = code('provider.refused');
    await expect(attempt({}, (back) => back.searchParams.set('iss', 'https://evil.example'))).rejects.toEqual(refused);
    await expect(attempt({}, (back) => back.searchParams.set('state', 'guessed'))).rejects.toEqual(refused);
    await expect(attempt({}, (back) => back.searchParams.delete('state'))).rejects.toEqual(refused);
  });

  it('whose discovery names another issuer is not used, and one that is away is told apart', async () => {
    const elsewhere = await openWith({ issuer: hostile.issuer.replace('127.0.0.1', 'localhost') });
    await expect(elsewhere.provider.begin(provider.callback, null)).rejects.toEqual(
      expect.objectContaining({ code: expect.stringMatching(/^provider\./) }),
    );
    const away = await openWith({ issuer: 'http://127.0.0.1:9' });
    await expect(away.provider.begin(provider.callback, null)).rejects.toEqual(code('provider.unavailable'));
  });
});
