import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Principal, type Role, sha256Hex } from '#knowledge';
import { type TestPostgres, startPostgres } from '#testing';
import { type OpenAccess, openAccess } from './open-access.js';

let postgres: TestPostgres;
let rooms: OpenAccess;
beforeAll(async () => {
  postgres = await startPostgres();
  rooms = await openAccess(postgres.url);
});
afterAll(async () => {
  await rooms?.close();
  await postgres?.stop();
});
beforeEach(() => rooms.source.query('TRUNCATE access_grants; DELETE FROM credentials; DELETE FROM users'));

const add = (name: string, role: Role) => rooms.within((manager) => rooms.people.add(manager, { name, role }));
const change = (id: string, what: { role?: Role; suspended?: boolean; name?: string }) =>
  rooms.within((manager) => rooms.people.change(manager, id, what));
const linkFor = async (id: string) => (await rooms.authenticator.issue(id, 'link', { name: 'link' })).secret;
const keyFor = async (id: string) => (await rooms.authenticator.issue(id, 'key', { name: 'key' })).secret;
const redeem = (link: string, previous: string | null = null) =>
  rooms.within(async (manager) => {
    const { userId } = await rooms.authenticator.spendLink(manager, link);
    return rooms.sessions.start(manager, userId, { method: 'link', device: null, previous });
  });
const age = (secret: string, column: 'last_used_at' | 'created_at' | 'expires_at', interval: string) =>
  rooms.source.query(
    `UPDATE credentials SET ${column} = now() - $2::interval ${column === 'created_at' ? ', last_used_at = NULL' : ''} WHERE secret_sha256 = $1`,
    [sha256Hex(secret), interval],
  );
const unlogged = () => Promise.resolve();
const code = (expected: string) => expect.objectContaining({ code: expected }) as unknown;
const failures = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.flatMap((each) => (each.status === 'rejected' ? [(each.reason as { code?: string }).code] : []));

describe('the last administrator', () => {
  it('stays one, and is not suspended', async () => {
    const id = await add('Ada', 'administrator');
    await expect(change(id, { role: 'reader' })).rejects.toEqual(code('person.last_administrator'));
    await expect(change(id, { suspended: true })).rejects.toEqual(code('person.last_administrator'));
    await change(id, { name: 'Ada L.' });
    const other = await add('Ben', 'administrator');
    await change(other, { suspended: true });
    await expect(change(id, { role: 'auditor' })).rejects.toEqual(code('person.last_administrator'));
    await change(other, { suspended: false });
    await change(id, { role: 'auditor' });
    expect((await rooms.people.list()).map(({ name, role }) => [name, role])).toEqual([
      ['Ada L.', 'auditor'],
      ['Ben', 'administrator'],
    ]);
  });

  it('is left, however many go at once', async () => {
    for (let round = 0; round < 10; round++) {
      await rooms.source.query('DELETE FROM users');
      const ids = [
        await add('Ada', 'administrator'),
        await add('Ben', 'administrator'),
        await add('Cy', 'administrator'),
      ];
      const settled = await Promise.allSettled(
        ids.map((id, at) => change(id, at % 2 === 0 ? { suspended: true } : { role: 'reader' })),
      );
      expect(failures(settled)).toEqual(['person.last_administrator']);
      const left = (await rooms.people.list()).filter((each) => each.role === 'administrator' && !each.suspendedAt);
      expect(left).toHaveLength(1);
    }
  });
});

describe('a one-time link', () => {
  it('signs in once, whoever else tries at the same time', async () => {
    const id = await add('Ada', 'reader');
    for (let round = 0; round < 10; round++) {
      const link = await linkFor(id);
      const settled = await Promise.allSettled([1, 2, 3, 4].map(() => redeem(link)));
      expect(failures(settled)).toEqual(['auth.link_invalid', 'auth.link_invalid', 'auth.link_invalid']);
    }
    expect(await rooms.credentials.list('session', id)).toHaveLength(10);
  });

  it('is no use when it has expired, nor as a key, nor is a key one', async () => {
    const id = await add('Ada', 'reader');
    const link = await linkFor(id);
    await expect(rooms.authenticator.admit(link)).rejects.toEqual(code('auth.required'));
    await age(link, 'expires_at', '1 second');
    await expect(redeem(link)).rejects.toEqual(code('auth.link_invalid'));
    await expect(redeem(await keyFor(id))).rejects.toEqual(code('auth.link_invalid'));
  });

  it('ends the session that the browser had before', async () => {
    const id = await add('Ada', 'reader');
    const first = (await redeem(await linkFor(id))).session.secret;
    const second = await redeem(await linkFor(id), first);
    expect(second.ended).not.toBeNull();
    await expect(rooms.authenticator.admit(first)).rejects.toEqual(code('auth.required'));
    expect((await rooms.authenticator.admit(second.session.secret)).principal.userId).toBe(id);
  });

  it('that races with a suspension leaves no session', async () => {
    await add('Ada', 'administrator');
    const id = await add('Ben', 'reader');
    for (let round = 0; round < 20; round++) {
      const link = await linkFor(id);
      await Promise.allSettled([redeem(link), change(id, { suspended: true })]);
      await change(id, { suspended: false });
      expect(await rooms.credentials.list('session', id)).toEqual([]);
      await expect(redeem(link)).rejects.toEqual(code('auth.link_invalid'));
    }
  });
});

describe('suspending', () => {
  it('ends sessions and links for good and puts keys out of use until the person is back', async () => {
    await add('Ada', 'administrator');
    const id = await add('Ben', 'reader');
    const key = await keyFor(id);
    const link = await linkFor(id);
    const session = (await redeem(await linkFor(id))).session.secret;
    const running = [await rooms.authenticator.admit(key), await rooms.authenticator.admit(session)];
    expect((await rooms.authenticator.stillAdmitted(running)).size).toBe(2);
    await change(id, { suspended: true });
    expect((await rooms.authenticator.stillAdmitted(running)).size).toBe(0);
    for (const secret of [key, session])
      await expect(rooms.authenticator.admit(secret)).rejects.toEqual(code('auth.required'));
    expect(await rooms.people.find(id)).toBeNull();
    await change(id, { suspended: false });
    expect((await rooms.authenticator.stillAdmitted(running)).size).toBe(0);
    await rooms.authenticator.admit(key);
    await expect(rooms.authenticator.admit(session)).rejects.toEqual(code('auth.required'));
    await expect(redeem(link)).rejects.toEqual(code('auth.link_invalid'));
  });

  it('has one first administrator, whose entry lands with them, however many start at the same time', async () => {
    const noted: string[] = [];
    const begun = Array.from({ length: 8 }, () =>
      rooms.authenticator.bootstrap(null, (_manager, { subject }) => {
        noted.push(subject.person);
        return delay(20);
      }),
    );
    const [first, ...others] = (await Promise.all(begun)).map(({ administratorId }) => administratorId);
    expect(new Set(others)).toEqual(new Set([first]));
    expect(noted).toEqual([first]);
    expect(await rooms.people.list()).toMatchObject([{ id: first, role: 'administrator' }]);
  });

  it('has no first administrator that the log would not tell of', async () => {
    const failing = rooms.authenticator.bootstrap(null, () => Promise.reject(new Error('no log')));
    await expect(failing).rejects.toThrow('no log');
    expect(await rooms.people.list()).toEqual([]);
  });

  it('leaves the data folder a key of somebody who is still an administrator', async () => {
    const { administratorId, key } = await rooms.authenticator.bootstrap(null, unlogged);
    expect(await rooms.authenticator.bootstrap(key, unlogged)).toEqual({ administratorId, key });
    const other = await add('Ben', 'administrator');
    await change(administratorId, { suspended: true });
    const next = await rooms.authenticator.bootstrap(key, unlogged);
    expect(next.administratorId).toBe(other);
    expect((await rooms.authenticator.admit(next.key)).principal.userId).toBe(other);
  });
});

describe('what somebody has running', () => {
  it('is not admitted any more once their rights were narrowed, but when they were widened', async () => {
    await add('Ada', 'administrator');
    const id = await add('Ben', 'reader');
    const key = await keyFor(id);
    const collection = randomUUID();
    const set = (state: 'allow' | 'deny' | 'none') =>
      rooms.within((manager) => rooms.grants.set(manager, id, collection, state));
    const lasts = async (act: () => Promise<unknown>) => {
      const admission = await rooms.authenticator.admit(key);
      await act();
      return (await rooms.authenticator.stillAdmitted([admission])).has(admission);
    };
    expect(await lasts(() => set('allow'))).toBe(true);
    expect(await lasts(() => set('allow'))).toBe(true);
    expect(await lasts(() => set('none'))).toBe(false);
    expect(await lasts(() => set('deny'))).toBe(false);
    expect(await lasts(() => set('none'))).toBe(true);
    expect(await lasts(() => change(id, { name: 'Benjamin' }))).toBe(true);
    expect(await lasts(() => change(id, { role: 'auditor' }))).toBe(false);
    expect(
      await lasts(async () => {
        const [listed] = await rooms.credentials.list('key', id);
        await rooms.within((manager) => rooms.credentials.end(manager, 'key', listed!.id, id));
      }),
    ).toBe(false);
  });
});

describe('credentials', () => {
  it('note their last use once a minute', async () => {
    const id = await add('Ada', 'reader');
    const key = await keyFor(id);
    const lastUse = async () => (await rooms.credentials.list('key', id))[0]!.lastUsedAt;
    expect(await lastUse()).toBeNull();
    await rooms.authenticator.admit(key);
    const first = await lastUse();
    expect(first!.getTime()).toBeGreaterThan(Date.now() - 60_000);
    await rooms.authenticator.admit(key);
    expect(await lastUse()).toEqual(first);
    await age(key, 'last_used_at', '61 seconds');
    await rooms.authenticator.admit(key);
    expect((await lastUse())!.getTime()).toBeGreaterThanOrEqual(first!.getTime());
    expect((await rooms.people.show(id)).lastSeenAt).toEqual(await lastUse());
  });

  it('of sessions end when they lie idle, and after thirty days whatever happens', async () => {
    const id = await add('Ada', 'reader');
    const session = (await redeem(await linkFor(id))).session.secret;
    await rooms.authenticator.admit(session);
    await age(session, 'last_used_at', '13 days');
    await rooms.authenticator.admit(session);
    await age(session, 'last_used_at', '15 days');
    await expect(rooms.authenticator.admit(session)).rejects.toEqual(code('auth.required'));
    expect(await rooms.credentials.list('session', id)).toEqual([]);
    const other = (await redeem(await linkFor(id))).session;
    expect(other.expiresAt!.getTime() - Date.now()).toBeLessThanOrEqual(30 * 86_400_000);
    await age(other.secret, 'expires_at', '1 second');
    await expect(rooms.authenticator.admit(other.secret)).rejects.toEqual(code('auth.required'));
  });

  it('are kept as hashes', async () => {
    const id = await add('Ada', 'reader');
    const secrets = [await keyFor(id), await linkFor(id), (await redeem(await linkFor(id))).session.secret];
    const dump = JSON.stringify(await rooms.source.query('SELECT * FROM credentials'));
    for (const secret of secrets) {
      expect(dump).toContain(sha256Hex(secret));
      expect(dump).not.toContain(secret.slice(0, 20));
    }
  });

  it('can be ended by whom they belong to, and by nobody else', async () => {
    const [ada, ben] = [await add('Ada', 'reader'), await add('Ben', 'reader')];
    const key = await keyFor(ada);
    const [listed] = await rooms.credentials.list('key', ada);
    const end = (kind: 'key' | 'session', whose: string | null) =>
      rooms.within((manager) => rooms.credentials.end(manager, kind, listed!.id, whose));
    expect(await end('key', ben)).toBeNull();
    expect(await end('session', ada)).toBeNull();
    await rooms.authenticator.admit(key);
    expect(await end('key', null)).toBe(ada);
    await expect(rooms.authenticator.admit(key)).rejects.toEqual(code('auth.required'));
  });
});

describe('roles', () => {
  const as = (role: Role, confinedTo?: readonly string[]): Principal => {
    return { userId: randomUUID(), name: role, role, via: 'key', ...(confinedTo ? { confinedTo } : {}) };
  };

  it('let an auditor read records and the log, and see no documents of themselves', async () => {
    const auditor = as('auditor');
    const may = (['read the log', "read other people's records"] as const).map((each) =>
      rooms.policy.may(auditor, each),
    );
    expect(may).toEqual([true, true]);
    expect(rooms.policy.may(auditor, 'upload documents')).toBe(false);
    expect(rooms.policy.may(auditor, 'manage people')).toBe(false);
    expect((await rooms.policy.visibilityOf(auditor)).collections).toEqual([]);
  });

  it("leave a confined key none of its holder's powers beyond the collections", () => {
    const key = as('administrator', [randomUUID()]);
    expect(rooms.policy.may(key, 'upload documents')).toBe(true);
    for (const action of [
      "read other people's records",
      'read the log',
      'manage people',
      'make sign-in links',
    ] as const)
      expect(rooms.policy.may(key, action)).toBe(false);
  });

  it('are named as the reason of a refusal only where they are', () => {
    const refusal = (principal: Principal) => {
      try {
        rooms.policy.require(principal, 'manage people');
      } catch (error) {
        return (error as { code: string }).code;
      }
      return null;
    };
    expect(refusal(as('administrator'))).toBeNull();
    expect(refusal(as('administrator', [randomUUID()]))).toBe('auth.key_scope');
    expect(refusal(as('reader', [randomUUID()]))).toBe('auth.forbidden');
    expect(refusal({ ...as('administrator'), viewer: { userId: randomUUID(), viewId: randomUUID() } })).toBe(
      'view.read_only',
    );
  });
});
