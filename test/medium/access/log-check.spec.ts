import { randomUUID } from 'node:crypto';
import { scimUser } from '#contracts';
import type { Principal } from '#knowledge';
import { type TestPostgres, queryOnce, startPostgres } from '#testing';
import { type OpenDesks, openDesks } from './open-desks.js';

let postgres: TestPostgres;
let url: string;
let desks: OpenDesks;
let made: Awaited<ReturnType<typeof live>>;

beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.freshDatabase();
  desks = await openDesks(url);
  made = await live();
}, 120_000);
afterAll(async () => {
  await desks?.close();
  await postgres?.stop();
});

/** A while in the life of an installation, by every way that changes who may see what. */
async function live() {
  const { access, admin, directory, directoryGroups, makes, people, services } = desks;
  const someone = async (name: string, role: Principal['role']) =>
    (await people.add(admin, { name, role, login: null, email: null })).person.id;
  const [anna, ben, cleo] = [
    await someone('Anna', 'librarian'),
    await someone('Ben', 'reader'),
    await someone('Cleo', 'reader'),
  ];
  const payroll = await makes.run({ userId: anna, name: 'Anna', role: 'librarian', via: 'key' }, 'Payroll', 'library');
  const board = await makes.run(admin, 'Board', 'library');
  await people.change(admin, cleo, { role: 'auditor' });
  await people.change(admin, ben, { suspended: true });
  await people.change(admin, ben, { suspended: false, name: 'Benjamin' });
  await people.setGrant(admin, ben, board.id, 'allow');
  const { id: service } = await services.add(admin, { name: 'Import', role: 'reader', owner: anna });
  await services.handOn(admin, service, { owner: cleo });
  const [deal, gone] = [await access.addGroup(admin, 'Deal team'), await access.addGroup(admin, 'Of last year')];
  for (const group of [deal, gone]) await access.setMember(admin, group.id, ben, true);
  await access.setMember(admin, deal.id, anna, true);
  await access.setMember(admin, deal.id, anna, false);
  const objectOf = (id: string) => ({ kind: 'collection' as const, id });
  for (const id of [deal.id, gone.id])
    await access.setGrant(admin, { subject: { kind: 'group', id }, object: objectOf(payroll.id), access: 'allow' });
  await access.setGrant(admin, { subject: { kind: 'person', id: cleo }, object: objectOf(payroll.id), access: 'deny' });
  const wall = await access.buildWall(admin, {
    ...{ name: 'Around payroll', reason: 'A deal.' },
    subjects: [
      { kind: 'group', id: gone.id },
      { kind: 'person', id: cleo },
      { kind: 'person', id: cleo },
    ],
    objects: [objectOf(payroll.id)],
  });
  await access.changeWall(admin, wall.id, { objects: [objectOf(payroll.id), objectOf(board.id)] });
  await access.removeGroup(admin, gone.id);
  const lifted = {
    name: 'Over',
    reason: '',
    subjects: [{ kind: 'person' as const, id: ben }],
    objects: [objectOf(board.id)],
  };
  await access.liftWall(admin, (await access.buildWall(admin, lifted)).id);
  const user = (active: boolean) => scimUser.parse({ schemas: ['u'], userName: `u${randomUUID()}`, active });
  const provisioned = await directory.add(admin, user(false));
  await directoryGroups.add(admin, { schemas: ['g'], displayName: 'Legal', members: [{ value: provisioned.id }] });
  await desks.placeCanaries();
  return { anna, ben, cleo, service, payroll: payroll.id, board: board.id, deal: deal.id, wall: wall.id };
}

const TABLES = [
  ...['users', 'person_roles', 'access_group_members', 'access_grants', 'access_wall_subjects', 'access_wall_objects'],
];
const all = (statement: (table: string) => string) => TABLES.map(statement).join('; ');
/** As the tables' owner, who can switch triggers off. */
const asOwner = (sql: string) => queryOnce(url, `SET session_replication_role = replica; ${sql}`);

/** What is found after an edit, which is taken back then. */
async function after(sql: string): Promise<string[]> {
  await asOwner(all((table) => `DROP TABLE IF EXISTS kept_${table}; CREATE TABLE kept_${table} AS TABLE ${table}`));
  await asOwner(sql);
  const found = await desks.problems();
  await asOwner(
    all((table) => `TRUNCATE ${table}; INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM kept_${table}`),
  );
  expect(await desks.problems()).toEqual([]);
  return found;
}

describe('who may see what, held against the log', () => {
  it('is what the log says after all that the services do', async () => {
    expect(await desks.problems()).toEqual([]);
    expect((await desks.log.verify()).problems).toEqual([]);
  });

  it('finds a role, a suspension and an owner that were edited', async () => {
    const { ben, cleo, service } = made;
    const role = await after(`UPDATE users SET role = 'administrator' WHERE id = '${ben}'`);
    expect(role).toEqual([
      expect.stringMatching(
        new RegExp(`^Person ${ben}: by entry \\d+ of the log reader, by the table users administrator.$`),
      ),
    ]);
    const lifted = `UPDATE users SET suspended_at = now() WHERE id = '${cleo}'`;
    expect((await after(lifted)).join()).toMatch(/log auditor, by the table users auditor, suspended/);
    const owner = await after(`UPDATE users SET owner_id = '${ben}' WHERE id = '${service}'`);
    expect(owner.join()).toContain(`answered for by ${cleo}, by the table users reader, answered for by ${ben}.`);
    expect(await after(`UPDATE person_roles SET role = 'administrator' WHERE user_id = '${ben}'`)).not.toEqual([]);
  });

  it('finds somebody who was put in, and somebody who was taken out', async () => {
    const id = randomUUID();
    const put = `INSERT INTO users (id, name, role, created_at) VALUES ('${id}', 'Eve', 'administrator', '2001-01-01')`;
    expect(await after(put)).toEqual([expect.stringContaining(`Person ${id}: no entry of the log adds them`)]);
    expect((await after(`DELETE FROM users WHERE id = '${made.ben}'`)).join()).toContain(
      'the table does not have them',
    );
  });

  it('finds memberships and grants that were edited', async () => {
    const { anna, ben, cleo, deal, payroll } = made;
    const join = `INSERT INTO access_group_members (group_id, user_id, from_seq) VALUES ('${deal}', '${anna}', 1)`;
    expect(await after(join)).toEqual([`Group ${deal}, person ${anna}: by the table a member, by the log not.`]);
    const leave = `UPDATE access_group_members SET to_seq = 99 WHERE user_id = '${ben}'`;
    expect((await after(leave)).join()).toMatch(/of the log a member, by the table not/);
    const allow = `UPDATE access_grants SET is_denied = false WHERE subject_id = '${cleo}'`;
    expect(await after(allow)).toEqual([
      expect.stringMatching(
        new RegExp(`^Grant of ${payroll} to ${cleo}: by entry \\d+ of the log "deny", by the table "allow".$`),
      ),
    ]);
    const document = `INSERT INTO access_grants (subject_id, object_kind, object_id, from_seq) VALUES ('${ben}', 'document', '${randomUUID()}', 1)`;
    expect((await after(document)).join()).toContain('by the log "none", by the table "allow"');
  });

  it('finds whom a wall bars, and what it stands around, edited', async () => {
    const { board, cleo, wall } = made;
    const opened = `UPDATE access_wall_subjects SET to_seq = 99 WHERE wall_id = '${wall}' AND subject_id = '${cleo}'`;
    expect((await after(opened)).join()).toContain(`Wall ${wall}: by the table it bars nobody and nothing; entry`);
    const moved = `DELETE FROM access_wall_objects WHERE wall_id = '${wall}' AND object_id = '${board}'`;
    expect((await after(moved)).join()).toContain(`Wall ${wall}: by the table it stands around`);
    const built = `INSERT INTO access_wall_subjects (wall_id, subject_kind, subject_id, from_seq) VALUES ('${randomUUID()}', 'person', '${cleo}', 1)`;
    expect((await after(built)).join()).toContain('the log knows of none');
  });

  it('goes on where an entry is no JSON any more', async () => {
    await queryOnce(url, 'ALTER TABLE log_entries DISABLE TRIGGER ALL');
    await queryOnce(url, `UPDATE log_entries SET leaf = 'no JSON' WHERE kind = 'grant.changed'`);
    expect((await desks.problems()).join()).toMatch(/by the log "none", by the table "deny"/);
    expect((await desks.log.verify()).problems.join()).toContain('its text is not a log entry');
  });
});
