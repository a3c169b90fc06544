import { randomUUID } from 'node:crypto';
import { type Admission, Views, principalUnder } from '#access';
import { type Principal, type Role, saltedWords } from '#knowledge';
import { type TestPostgres, startPostgres } from '#testing';
import { type OpenAccess, openAccess } from './open-access.js';

let postgres: TestPostgres;
let rooms: OpenAccess;
let views: Views;
beforeAll(async () => {
  postgres = await startPostgres();
  rooms = await openAccess(postgres.url);
  views = rooms.get(Views);
});
afterAll(async () => {
  await rooms?.close();
  await postgres?.stop();
});

async function admitted(role: Role): Promise<Admission> {
  const userId = await rooms.within((manager) => rooms.people.add(manager, { name: role, role }));
  const { secret } = await rooms.authenticator.issue(userId, 'key', { name: 'key' });
  return rooms.authenticator.admit(secret);
}
const begin = (admission: Admission, person: string) =>
  rooms.within((manager) => {
    const { credentialId, principal } = admission;
    return views.begin(manager, { viewerId: principal.userId, credentialId }, person, {
      ...{ reason: 'Ticket 4711', loggedReason: saltedWords('Ticket 4711') },
    });
  });
const overdue = () => rooms.within((manager) => views.endOverdue(manager));
const age = (id: string) =>
  rooms.source.query(`UPDATE access_views SET ends_at = now() - interval '1 second' WHERE id = $1`, [id]);

describe('a view with somebody else’s eyes', () => {
  it('belongs to the credential that began it, and is over when closed', async () => {
    const [ada, ben, ines] = [
      await admitted('administrator'),
      await admitted('administrator'),
      await admitted('reader'),
    ];
    const id = await begin(ada, ines.principal.userId);
    expect(await views.running(ada.credentialId, null)).toMatchObject({ id, person: { role: 'reader' } });
    expect(await views.running(ben.credentialId, id)).toBeNull();
    const { userId: viewerId } = ada.principal;
    const end = () => rooms.within((manager) => views.end(manager, ada.credentialId, null));
    expect(await end()).toEqual([{ id, viewerId, personId: ines.principal.userId }]);
    expect(await end()).toEqual([]);
    expect(await views.running(ada.credentialId, id)).toBeNull();
  });

  it('ends with its time, its credential, the role of its administrator, and when the person is suspended', async () => {
    const admissions = await Promise.all([1, 2, 3, 4, 5].map(() => admitted('administrator')));
    const people = await Promise.all([1, 2, 3, 4, 5].map(() => admitted('reader')));
    const ids = [];
    for (const [at, one] of admissions.entries()) ids.push(await begin(one, people[at]!.principal.userId));
    expect(await overdue()).toEqual([]);
    await age(ids[0]!);
    await rooms.source.query(`DELETE FROM credentials WHERE id = $1`, [admissions[1]!.credentialId]);
    const change = (id: string, what: { role?: Role; suspended?: boolean }) =>
      rooms.within((manager) => rooms.people.change(manager, id, what));
    await change(admissions[2]!.principal.userId, { role: 'librarian' });
    await change(people[3]!.principal.userId, { suspended: true });
    expect(await views.running(admissions[0]!.credentialId, null)).toBeNull();
    expect(await views.running(admissions[3]!.credentialId, ids[3]!)).toBeNull();
    // Of several that look at once, one tells of each.
    const told = (await Promise.all([overdue(), overdue(), overdue()])).flat().map(({ id }) => id);
    expect(told.sort()).toEqual(ids.slice(0, 4).sort());
    expect(await views.running(admissions[4]!.credentialId, null)).toMatchObject({ id: ids[4] });
  });

  it('is not to be had of oneself, of nobody, nor of the suspended', async () => {
    const ada = await admitted('administrator');
    const ines = await admitted('reader');
    await expect(begin(ada, ada.principal.userId)).rejects.toMatchObject({ code: 'view.not_possible' });
    await expect(begin(ada, randomUUID())).rejects.toMatchObject({ code: 'person.not_found' });
    await rooms.within((manager) => rooms.people.change(manager, ines.principal.userId, { suspended: true }));
    await expect(begin(ada, ines.principal.userId)).rejects.toMatchObject({ code: 'person.suspended' });
  });

  it('may do nothing that the person may do, nor what the administrator may', async () => {
    const ada = await admitted('administrator');
    const other = await admitted('administrator');
    const id = await begin(ada, other.principal.userId);
    const view = (await views.running(ada.credentialId, id))!;
    const through: Principal = principalUnder(view, ada.principal);
    expect(through).toMatchObject({ userId: other.principal.userId, viewer: { userId: ada.principal.userId } });
    for (const action of ["read other people's records", 'manage people', 'upload documents', 'read the log'] as const)
      expect(rooms.policy.may(through, action)).toBe(false);
    await expect(rooms.policy.overviewFor(through)).rejects.toMatchObject({ code: 'view.read_only' });
  });
});
