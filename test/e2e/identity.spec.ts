import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type {
  AddedKey,
  AddedPerson,
  GroupList,
  GroupView,
  LogEntries,
  PersonDetail,
  PersonList,
  SignInWays,
} from '#contracts';
import { type TestMail, type TestService, linkInMail, queryOnce, startMailServer, startService } from '#testing';
import { Api, type Reply, expectOk, until } from './support/api.js';

const PASSWORD = 'nine violet umbrellas sing';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

let service: TestService;
let admin: Api;
let stranger: Api;
let mail: TestMail;
beforeAll(async () => {
  mail = await startMailServer();
  service = await startService({
    env: {
      ...{ SECOND_FACTOR_ROLES: 'auditor', LIMIT_QUESTIONS_PER_DAY: '3', LIMIT_UPLOAD_MB_PER_DAY: '20' },
      ...{ PUBLIC_URL: 'https://kb.firm.example', SMTP_URL: mail.url, SIGN_IN_MAIL_FROM: 'kb@firm.example' },
    },
  });
  admin = new Api(service.url, service.token);
  stranger = new Api(service.url, null);
});
afterAll(async () => {
  await service?.stop();
  await mail?.stop();
});

const json = (api: Api, method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  api.send(method, path, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
const codeOf = ({ status, body }: Reply) => [status, (body as { code?: string }).code];
const add = async (name: string, more: object = {}) =>
  expectOk(await admin.post<AddedPerson>('/api/v1/people', { name, ...more }), 201);
/** What a browser would send back. */
const cookiesOf = ({ headers }: Reply) =>
  headers
    .getSetCookie()
    .map((set) => set.split(';')[0]!)
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
const signIn = async (link: string) => {
  const reply = await json(stranger, 'POST', '/api/v1/session', { link: link.split('#')[1] });
  return { reply, cookie: cookiesOf(reply) };
};
const asBrowser = (cookie: string, method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
  body === undefined
    ? stranger.send(method, path, { headers: { cookie, 'x-chancery-request': '1', ...more } })
    : json(stranger, method, path, body, { cookie, 'x-chancery-request': '1', ...more });

describe('a lost password', () => {
  it('is answered alike for whoever is asked for, and its link signs in once', async () => {
    await add('Petra', { login: 'petra', email: 'petra@firm.example' });
    const ask = (login: string) => json(stranger, 'POST', '/api/v1/sign-in/mailed-link', { login, language: 'de' });
    const seen = ({ status, body, headers }: Reply) => [status, body, headers.get('content-type')];
    const unknown = await ask('nobody.at.all');
    expect(unknown.status).toBe(202);
    expect(seen(await ask('petra'))).toEqual(seen(unknown));
    const link = await until('the mail is there', 60_000, async () => linkInMail(mail.messages[0] ?? '') ?? null);
    expect(mail.messages).toHaveLength(1);
    expect(mail.messages[0]).toContain('To: petra@firm.example');
    expect((await stranger.get<SignInWays>('/api/v1/sign-in')).body.mailedLinks).toBe(true);
    expect((await json(stranger, 'POST', '/api/v1/session', { link })).status).toBe(200);
    expect(codeOf(await json(stranger, 'POST', '/api/v1/session', { link }))).toEqual([401, 'auth.link_invalid']);
    const log = expectOk(await admin.get<LogEntries>('/api/v1/log/entries?kind=sign_in.link_mailed'), 200);
    expect(log.entries).toHaveLength(1);
    expect(log.entries[0]!.leaf).not.toContain('petra');
  });
});

describe('cookies', () => {
  it('are bound to the host over https, and a plain one planted by a neighbour is not read', async () => {
    const { link } = await add('Ada');
    const { reply, cookie } = await signIn(link.url);
    const [set] = reply.headers.getSetCookie();
    expect(set).toMatch(/^__Host-chancery_session=/);
    for (const flag of [/; Secure/, /; HttpOnly/, /; SameSite=Strict/, /; Path=\//]) expect(set).toMatch(flag);
    expect(set).not.toMatch(/; Domain/i);
    expect((await asBrowser(cookie, 'GET', '/api/v1/session')).status).toBe(200);
    const planted = cookie.replace('__Host-', '');
    expect((await asBrowser(planted, 'GET', '/api/v1/session')).status).toBe(401);
  });

  it('change nothing from another site, nor without the header that others can not send', async () => {
    const { cookie } = await signIn((await add('Ada')).link.url);
    const key = { name: 'mine' };
    const refused = [
      await json(stranger, 'POST', '/api/v1/keys', key, { cookie }),
      await asBrowser(cookie, 'POST', '/api/v1/keys', key, { 'sec-fetch-site': 'cross-site' }),
      await asBrowser(cookie, 'DELETE', '/api/v1/session', undefined, { 'sec-fetch-site': 'same-site' }),
      await json(stranger, 'POST', '/api/v1/session', { link: 'x'.repeat(40) }, { 'sec-fetch-site': 'cross-site' }),
    ];
    expect(refused.map(codeOf)).toEqual(refused.map(() => [403, 'request.cross_site']));
    expect((await asBrowser(cookie, 'POST', '/api/v1/keys', key, { 'sec-fetch-site': 'same-origin' })).status).toBe(
      201,
    );
  });
});

describe('what can not be taken back', () => {
  const ID = randomUUID();
  const SENSITIVE = [
    ...['POST erasures', `POST erasures/${ID}/approval`, `POST erasures/${ID}/refusal`],
    ...['POST holds', `POST holds/${ID}/lift`, 'PUT retention', 'POST retention/run'],
    ...['POST walls', `PATCH walls/${ID}`, `DELETE walls/${ID}`],
    ...['POST groups', `PATCH groups/${ID}`, `DELETE groups/${ID}`, 'PUT grants', 'POST vault/rotation'],
    ...[`PUT groups/${ID}/members/${ID}`, `DELETE groups/${ID}/members/${ID}`, 'POST matters', `PATCH matters/${ID}`],
    ...[`PUT people/${ID}/grants/Open`, `DELETE people/${ID}/grants/Open`, 'POST view'],
  ];

  it('asks a session, and no key, for a sign-in of late', async () => {
    const { link, person } = await add('Rhea', { role: 'administrator' });
    const { cookie } = await signIn(link.url);
    const all = async () => {
      const codes = [];
      for (const [method, path] of SENSITIVE.map((route) => route.split(' ') as [string, string]))
        codes.push(codeOf(await asBrowser(cookie, method, `/api/v1/${path}`, { odd: true })));
      return codes;
    };
    const isHeld = ([, code]: readonly unknown[]) => code === 'auth.recent_sign_in_needed';
    expect((await all()).filter(isHeld)).toEqual([]);
    await queryOnce(
      service.databaseUrl(),
      `UPDATE credentials SET signed_in_at = now() - interval '1 hour' WHERE user_id = $1 AND kind = 'session'`,
      [person.id],
    );
    expect((await all()).filter(isHeld)).toHaveLength(SENSITIVE.length);
    expect((await asBrowser(cookie, 'GET', '/api/v1/holds')).status).toBe(200);
    expect(codeOf(await json(admin, 'POST', '/api/v1/holds', {}))).toEqual([400, 'request.invalid']);
    expectOk(await json(admin, 'PATCH', `/api/v1/people/${person.id}`, { suspended: true }), 200);
  });
});

describe('an account', () => {
  it('gets a password by link, signs in by it, and changes the secret of its session each time', async () => {
    const { link, person } = await add('Ines', { login: 'ines', role: 'librarian' });
    const { cookie } = await signIn(link.url);
    const set = await asBrowser(cookie, 'PUT', '/api/v1/account/password', { password: PASSWORD });
    expect(expectOk(set, 200)).toEqual({ ended: 0 });
    expect((await asBrowser(cookie, 'GET', '/api/v1/session')).status).toBe(401);
    expect((await asBrowser(cookiesOf(set), 'GET', '/api/v1/session')).status).toBe(200);
    const reply = await json(stranger, 'POST', '/api/v1/sign-in/password', { login: 'INES', password: PASSWORD });
    expect(expectOk(reply, 200)).toEqual({ user: { id: person.id, name: 'Ines', role: 'librarian' } });
    const wrong = await json(stranger, 'POST', '/api/v1/sign-in/password', { login: 'ines', password: 'no' });
    const nobody = await json(stranger, 'POST', '/api/v1/sign-in/password', { login: 'nobody', password: 'no' });
    const told = ({ status, body }: Reply) => ({ status, body: { ...(body as object), correlationId: '' } });
    expect(told(wrong)).toEqual(told(nobody));
  });

  it('of a role that asks for a second factor reaches nothing but its own page', async () => {
    const { cookie } = await signIn((await add('Aud', { role: 'auditor' })).link.url);
    expect(expectOk(await asBrowser(cookie, 'GET', '/api/v1/session'), 200)).toMatchObject({ lacksFactor: true });
    expect(codeOf(await asBrowser(cookie, 'GET', '/api/v1/records'))).toEqual([403, 'auth.second_factor_needed']);
    expect((await asBrowser(cookie, 'GET', '/api/v1/account')).status).toBe(200);
    expect((await asBrowser(cookie, 'POST', '/api/v1/account/app')).status).toBe(201);
  });

  it('is not to be had by a key of its owner', async () => {
    for (const [method, path, body] of [
      ['GET', '/api/v1/account', undefined],
      ['PUT', '/api/v1/account/password', { password: PASSWORD }],
      ['POST', '/api/v1/account/app', {}],
    ] as const)
      expect(codeOf(await json(admin, method, path, body))).toEqual([403, 'auth.session_needed']);
  });

  it('takes no field, and no name, that would make more of it', async () => {
    const { person, link } = await add('Mia');
    const { cookie } = await signIn(link.url);
    for (const body of [
      { password: PASSWORD, role: 'administrator' },
      { password: PASSWORD, userId: person.id },
    ])
      expect(codeOf(await asBrowser(cookie, 'PUT', '/api/v1/account/password', body))).toEqual([
        400,
        'request.invalid',
      ]);
    expect(codeOf(await asBrowser(cookie, 'POST', '/api/v1/keys', { name: 'k', owner: 'x' }))).toEqual([
      400,
      'request.invalid',
    ]);
    for (const name of ['a\r\nSet-Cookie: a=b', 'line\nbreak', 'tab\there', 'rtl\u202e'])
      for (const body of [{ name }, { name: 'N', login: name }])
        expect(codeOf(await admin.post('/api/v1/people', body))).toEqual([400, 'request.invalid']);
  });
});

describe('a directory', () => {
  it('keeps groups of people over SCIM, and touches none that were made here', async () => {
    const { secret } = expectOk(await admin.post<AddedKey>('/api/v1/keys', { name: 'groups', scope: 'scim' }), 201);
    const scim = new Api(service.url, secret);
    const [olga, pia] = [(await add('Olga')).person.id, (await add('Pia')).person.id];
    const ours = expectOk(await admin.post<GroupView>('/api/v1/groups', { name: 'Partners' }), 201);
    const group = { schemas: [GROUP], displayName: 'Litigation', externalId: 'g-1', members: [{ value: olga }] };
    const made = await json(scim, 'POST', '/scim/v2/Groups', group, { 'content-type': 'application/scim+json' });
    expect(made).toMatchObject({ status: 201, body: { displayName: 'Litigation', members: [{ value: olga }] } });
    expect(made.headers.get('content-type')).toMatch(/^application\/scim\+json/);
    const { id } = made.body as { id: string };
    const path = `/scim/v2/Groups/${id}`;

    // What the group was granted here, its members see, as long as they are in it.
    const document = await admin.add('Cases', 'case.md', '# Case\n\nThe case is closed.\n');
    const grant = { subject: { kind: 'group', id }, object: { kind: 'collection', id: document.collection.id } };
    expect((await json(admin, 'PUT', '/api/v1/grants', { ...grant, access: 'allow' })).status).toBe(204);
    const keyOf = async (person: string) =>
      new Api(service.url, expectOk(await admin.post<AddedKey>('/api/v1/keys', { name: 'k', person }), 201).secret);
    const [hers, pias] = [await keyOf(olga), await keyOf(pia)];
    const see = async () => [hers, pias].map((api) => api.get(`/api/v1/documents/${document.id}`));
    const statuses = async () => (await Promise.all(await see())).map(({ status }) => status);
    expect(await statuses()).toEqual([200, 404]);
    const patch = (...Operations: object[]) => json(scim, 'PATCH', path, { schemas: [PATCH_OP], Operations });
    expectOk(await patch({ op: 'Add', path: 'members', value: [{ value: pia }] }), 200);
    expect(await statuses()).toEqual([200, 200]);
    expectOk(await patch({ op: 'Remove', path: `members[value eq "${olga}"]` }), 200);
    expect(await statuses()).toEqual([404, 200]);
    expect(expectOk(await json(scim, 'PUT', path, { ...group, displayName: 'Trials' }), 200)).toMatchObject({
      ...{ displayName: 'Trials', externalId: 'g-1', members: [{ value: olga, display: 'Olga' }] },
    });
    expect(await statuses()).toEqual([200, 404]);

    const find = async (filter: string, more = '') =>
      expectOk(
        await scim.get<{ totalResults: number; Resources: { members?: unknown }[] }>(
          `/scim/v2/Groups?filter=${encodeURIComponent(filter)}${more}`,
        ),
        200,
      );
    for (const filter of ['displayName eq "TRIALS"', 'externalId eq "g-1"', `id eq "${id}"`, `members eq "${olga}"`])
      expect((await find(filter)).totalResults).toBe(1);
    expect((await find(`members.value eq "${pia}"`)).totalResults).toBe(0);
    expect((await find('displayName eq "trials"', '&excludedAttributes=members')).Resources[0]).not.toHaveProperty(
      'members',
    );
    const refused = [
      await json(scim, 'POST', '/scim/v2/Groups', { ...group, displayName: 'partners' }),
      await json(scim, 'POST', '/scim/v2/Groups', { ...group, displayName: 'X', members: [{ value: randomUUID() }] }),
      await json(scim, 'POST', '/scim/v2/Groups', {
        ...group,
        displayName: 'X',
        members: [{ value: id, type: 'Group' }],
      }),
      await scim.get(`/scim/v2/Groups?filter=${encodeURIComponent('displayName sw "T"')}`),
      await scim.get(`/scim/v2/Groups/${ours.id}`),
      await json(scim, 'PATCH', `/scim/v2/Groups/${ours.id}`, {
        schemas: [PATCH_OP],
        Operations: [{ op: 'remove', path: 'members' }],
      }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([409, 400, 400, 400, 404, 404]);
    expect((await find('displayName eq "X"')).totalResults).toBe(0);

    // Marked here, and not to be edited here.
    const { groups } = expectOk(await admin.get<GroupList>('/api/v1/groups'), 200);
    expect(groups.map(({ name, origin }) => [name, origin])).toEqual([
      ['Partners', 'here'],
      ['Trials', 'scim'],
    ]);
    expect(codeOf(await json(admin, 'PUT', `/api/v1/groups/${id}/members/${pia}`, {}))).toEqual([
      ...[409, 'group.kept_outside'],
    ]);
    expect(codeOf(await json(admin, 'PATCH', `/api/v1/groups/${id}`, { name: 'Mine' }))).toEqual([
      ...[409, 'group.kept_outside'],
    ]);
    // Two changes at once: neither is lost.
    const together = [olga, pia].map((value) => patch({ op: 'add', path: 'members', value: [{ value }] }));
    expect((await Promise.all(together)).map(({ status }) => status)).toEqual([200, 200]);
    expect(expectOk(await scim.get<{ members: unknown[] }>(path), 200).members).toHaveLength(2);
    expect((await scim.delete(path)).status).toBe(204);
    expect(await statuses()).toEqual([404, 404]);
  });

  it('adds, finds, changes and suspends people over SCIM, with a key that is good for nothing else', async () => {
    const { secret } = expectOk(await admin.post<AddedKey>('/api/v1/keys', { name: 'directory', scope: 'scim' }), 201);
    const scim = new Api(service.url, secret);
    const from = expectOk(await admin.get<{ size: number }>('/api/v1/log/checkpoint'), 200).size;
    expect(codeOf(await scim.get('/api/v1/people'))).toEqual([403, 'auth.key_scope']);
    expect(codeOf(await admin.get('/scim/v2/Users'))).toEqual([403, 'auth.key_scope']);
    await expectSchemas(scim);
    const body = {
      schemas: [USER, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
      ...{ userName: 'Nora@Firm.example', externalId: 'dir-7', active: true, title: 'Counsel' },
      ...{ name: { givenName: 'Nora', familyName: 'Quill' }, emails: [{ value: 'nora@firm.example', primary: true }] },
      roles: [{ value: 'administrator' }],
    };
    const made = await json(scim, 'POST', '/scim/v2/Users', body, { 'content-type': 'application/scim+json' });
    const { id } = expectOk(made, 201) as { id: string };
    expect(made.headers.get('content-type')).toMatch(/^application\/scim\+json/);
    expect(made.body).toMatchObject({ userName: 'nora@firm.example', displayName: 'Nora Quill', active: true });
    expect(await json(scim, 'POST', '/scim/v2/Users', body)).toMatchObject({
      status: 409,
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '409', scimType: 'uniqueness' },
    });
    const found = await scim.get(`/scim/v2/Users?filter=${encodeURIComponent('userName eq "NORA@firm.example"')}`);
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id, externalId: 'dir-7' }] });
    expect((await scim.get(`/scim/v2/Users?filter=${encodeURIComponent('userName co "a"')}`)).status).toBe(400);

    const person = expectOk(await admin.get<PersonDetail>(`/api/v1/people/${id}`), 200);
    expect(person).toMatchObject({ name: 'Nora Quill', role: 'reader', suspendedAt: null });
    const key = expectOk(await admin.post<AddedKey>('/api/v1/keys', { name: 'hers', person: id }), 201).secret;
    expect((await new Api(service.url, key).get('/api/v1/session')).status).toBe(200);
    const patch = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'] };
    const off = { ...patch, Operations: [{ op: 'Replace', path: 'active', value: 'False' }] };
    expect(expectOk(await json(scim, 'PATCH', `/scim/v2/Users/${id}`, off), 200)).toMatchObject({ active: false });
    expect((await new Api(service.url, key).get('/api/v1/session')).status).toBe(401);
    expect(expectOk(await json(scim, 'PUT', `/scim/v2/Users/${id}`, body), 200)).toMatchObject({ active: true });
    expect((await scim.delete(`/scim/v2/Users/${id}`)).status).toBe(204);
    const { entries } = expectOk(await admin.get<LogEntries>(`/api/v1/log/entries?from=${from}&limit=500`), 200);
    const kinds = entries.map(({ leaf }) => (JSON.parse(leaf) as { kind: string }).kind);
    expect(kinds.filter((kind) => kind.startsWith('person.') && kind !== 'person.read')).toEqual([
      ...['person.provisioned', 'person.suspended', 'person.reinstated', 'person.suspended'],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Nora|Quill|firm\.example/i);
  });

  it('does not take the last administrator away', async () => {
    const { secret } = expectOk(await admin.post<AddedKey>('/api/v1/keys', { name: 'directory', scope: 'scim' }), 201);
    const { people } = expectOk(await admin.get<PersonList>('/api/v1/people'), 200);
    const last = people.find(({ role }) => role === 'administrator')!;
    expect(codeOf(await new Api(service.url, secret).delete(`/scim/v2/Users/${last.id}`))).toEqual([
      409,
      'person.last_administrator',
    ]);
  });
});

describe('a service account', () => {
  it('works by keys alone, has somebody who answers for it, and is no administrator to fall back on', async () => {
    const made = await admin.post('/api/v1/service-accounts', { name: 'Nightly import', role: 'administrator' });
    const account = expectOk(made, 201) as { id: string; owner: { name: string } };
    expect(account.owner.name).toBe('Administrator');
    const key = expectOk(await admin.post<AddedKey>('/api/v1/keys', { name: 'k', person: account.id }), 201).secret;
    const api = new Api(service.url, key);
    expect((await api.get('/api/v1/session')).status).toBe(200);
    for (const path of ['sign-in-links', 'reset'])
      expect(codeOf(await admin.post(`/api/v1/people/${account.id}/${path}`, {}))).toEqual([409, 'person.is_service']);
    const { people } = expectOk(await admin.get<PersonList>('/api/v1/people'), 200);
    expect(people.some(({ id }) => id === account.id)).toBe(false);
    const last = people.find(({ role }) => role === 'administrator')!;
    expect(codeOf(await json(api, 'PATCH', `/api/v1/people/${last.id}`, { suspended: true }))).toEqual([
      409,
      'person.last_administrator',
    ]);
    expectOk(await json(admin, 'PATCH', `/api/v1/people/${account.id}`, { suspended: true }), 200);
    expect((await api.get('/api/v1/session')).status).toBe(401);
  });

  it('is out of use while who answers for it is suspended, until somebody else does', async () => {
    const { person: owner } = await add('Olga');
    const made = await admin.post<{ id: string }>('/api/v1/service-accounts', { name: 'Bridge', owner: owner.id });
    const { id } = expectOk(made, 201);
    const { secret } = expectOk(await admin.post<AddedKey>('/api/v1/keys', { name: 'b', person: id }), 201);
    const api = new Api(service.url, secret);
    const status = async () => (await api.get('/api/v1/collections')).status;
    const suspend = async (suspended: boolean) =>
      expectOk(await json(admin, 'PATCH', `/api/v1/people/${owner.id}`, { suspended }), 200);
    expect(await status()).toBe(200);
    await suspend(true);
    expect(await status()).toBe(401);
    await suspend(false);
    expect(await status()).toBe(200);
    await suspend(true);
    const handOn = (to: string, account = id) =>
      json(admin, 'PATCH', `/api/v1/service-accounts/${account}`, { owner: to });
    expect(codeOf(await handOn(owner.id))).toEqual([409, 'person.suspended']);
    expect(codeOf(await handOn(id))).toEqual([409, 'person.is_service']);
    const { person: next } = await add('Nora');
    expect(codeOf(await handOn(next.id, next.id))).toEqual([404, 'person.not_found']);
    expect(expectOk(await handOn(next.id), 200)).toMatchObject({ owner: { name: 'Nora', isSuspended: false } });
    expect(await status()).toBe(200);
    const log = expectOk(await admin.get<LogEntries>('/api/v1/log/entries?kind=service_account.handed_on'), 200);
    expect(log.entries.map(({ leaf }) => leaf).join()).toContain(next.id);
  });
});

describe('limits', () => {
  it('of uploads count what arrives without a length, and end the connection that goes past them', async () => {
    const { person } = await add('Uma', { role: 'librarian' });
    const { secret } = expectOk(await admin.post<AddedKey>('/api/v1/keys', { name: 'u', person: person.id }), 201);
    const small = () => new Api(service.url, secret).upload('Uma', [{ name: 'a.md', bytes: '# A\n\nIt is a.\n' }]);
    expect((await small()).status).toBe(201);
    const piece = new Uint8Array(1024 * 1024);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await delay(40);
        if ((sent += 1) > 900) controller.close();
        else controller.enqueue(piece);
      },
    });
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'multipart/form-data; boundary=x' };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    await expect(fetch(`${service.url}/api/v1/documents`, init).then((reply) => reply.text())).rejects.toThrow();
    expect(sent).toBeLessThan(900);
    expect(codeOf(await small())).toEqual([429, 'limit.reached']);
  });

  it('of questions end with 429 and when to come back', async () => {
    const { person } = await add('Quinn');
    const { secret } = expectOk(await admin.post<AddedKey>('/api/v1/keys', { name: 'q', person: person.id }), 201);
    const api = new Api(service.url, secret);
    const ask = () => api.post('/api/v1/questions', { question: 'Who keeps the key?' });
    for (let n = 0; n < 3; n++) expect((await ask()).status).toBe(201);
    const refused = await ask();
    expect(codeOf(refused)).toEqual([429, 'limit.reached']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_600);
    expect((await api.get('/api/v1/session')).status).toBe(200);
  });

  it('of headers and addresses are those of the server', async () => {
    const long = await fetch(`${service.url}/api/v1/session`, { headers: { 'x-long': 'a'.repeat(20_000) } });
    expect(long.status).toBe(431);
    expect((await stranger.get(`/api/v1/${'a'.repeat(20_000)}`)).status).toBe(431);
  });
});

/** RFC 7644, 4: what directories ask first. Each kind of resource names a schema that is there, alone and among all. */
async function expectSchemas(scim: Api): Promise<void> {
  interface Listed {
    readonly Resources: { id: string; schema?: string; attributes?: { name: string; mutability: string }[] }[];
  }
  const types = expectOk(await scim.get<Listed>('/scim/v2/ResourceTypes'), 200).Resources;
  const schemas = expectOk(await scim.get<Listed>('/scim/v2/Schemas'), 200).Resources;
  expect(schemas.map(({ id }) => id)).toEqual(types.map(({ schema }) => schema));
  for (const schema of schemas) expect(expectOk(await scim.get(`/scim/v2/Schemas/${schema.id}`), 200)).toEqual(schema);
  expect(schemas[0]!.attributes!.map(({ name }) => name)).toEqual([
    'userName',
    'displayName',
    'name',
    'emails',
    'active',
  ]);
  expect(codeOf(await scim.get('/scim/v2/Schemas/urn:nobody:knows'))).toEqual([404, 'request.not_found']);
}
