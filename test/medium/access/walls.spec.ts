import { randomUUID } from 'node:crypto';
import { AccessReports, Groups, Walls } from '#access';
import type { Principal, Role } from '#knowledge';
import { MatterRepository, matterInSight } from '#library';
import { type TestPostgres, startPostgres } from '#testing';
import { type OpenAccess, openAccess } from './open-access.js';

let postgres: TestPostgres;
let rooms: OpenAccess;
let groups: Groups;
let walls: Walls;
let reports: AccessReports;
let matters: MatterRepository;
beforeAll(async () => {
  postgres = await startPostgres();
  rooms = await openAccess(postgres.url);
  groups = rooms.get(Groups);
  walls = rooms.get(Walls);
  reports = rooms.get(AccessReports);
  matters = rooms.get(MatterRepository);
});
afterAll(async () => {
  await rooms?.close();
  await postgres?.stop();
});

async function person(role: Role): Promise<Principal> {
  const userId = await rooms.within((manager) => rooms.people.add(manager, { name: role, role }));
  return { userId, name: role, role, via: 'key' };
}

async function document(collectionId: string, more: { parent?: string; matterId?: string } = {}): Promise<string> {
  const [id, revision] = [randomUUID(), randomUUID()];
  await rooms.source.query(
    `INSERT INTO documents (id, collection_id, path, title, metadata, parent_id, matter_id, created_at, updated_at, latest_revision_id)
     VALUES ($1::uuid, $2, $1::text, 'Deed', '{}', $3, $4, now(), now(), $5)`,
    [id, collectionId, more.parent ?? null, more.matterId ?? null, revision],
  );
  return id;
}

const sees = async (principal: Principal, id: string): Promise<boolean> =>
  (await rooms.documents.titlesAmong(await rooms.policy.visibilityOf(principal), [id])).has(id);

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

it('lets a group see by its grant, bars it by a wall, and tells of every day before', async () => {
  const collection = await rooms.collections.create(`Deeds ${randomUUID()}`, 'library');
  const ines = await person('reader');
  const admin = await person('administrator');
  const { matter } = await rooms.within((manager) => matters.add(manager, 'M-1', 'Falcon', new Date()));
  const deed = await document(collection.id, { matterId: matter.id });
  await pause();
  const before = new Date();
  await pause();
  const group = await rooms.within((manager) => groups.add(manager, 'Litigation'));
  await rooms.within((manager) => groups.setMember(manager, group, ines.userId, true));
  await rooms.within((manager) => rooms.grants.set(manager, { kind: 'group', id: group }, collection.id, 'allow'));
  expect(await sees(ines, deed)).toBe(true);
  await pause();
  const granted = new Date();
  await pause();
  const wall = await rooms.within((manager) =>
    walls.build(manager, {
      ...{ name: 'Around Falcon', reason: '' },
      subjects: [
        { kind: 'group', id: group },
        { kind: 'person', id: admin.userId },
      ],
      objects: [{ kind: 'matter', id: matter.id }],
    }),
  );
  expect([await sees(ines, deed), await sees(admin, deed)]).toEqual([false, false]);
  await expect(matters.resolve(await rooms.policy.visibilityOf(admin), 'm-1')).rejects.toMatchObject({
    code: 'matter.not_found',
  });
  await pause();
  const walled = new Date();
  await pause();
  await rooms.within((manager) => walls.lift(manager, wall));
  expect([await sees(ines, deed), await sees(admin, deed)]).toEqual([true, true]);
  await rooms.within((manager) => groups.remove(manager, group));
  expect(await sees(ines, deed)).toBe(false);

  const about = { kind: 'matter', id: matter.id } as const;
  const found = async (at: Date | null) => {
    const { people } = await reports.run(about, at);
    return Object.fromEntries(
      people.map(({ id, sees: what, reasons }) => [id, [what, reasons.map((r) => r.wall?.name ?? r.kind)]]),
    );
  };
  expect((await found(before))[ines.userId]).toEqual(['none', []]);
  expect((await found(granted))[ines.userId]).toEqual(['all', ['grant']]);
  expect((await found(granted))[admin.userId]).toEqual(['all', ['role']]);
  expect((await found(walled))[ines.userId]).toEqual(['none', ['Around Falcon', 'grant']]);
  expect((await found(walled))[admin.userId]).toEqual(['none', ['Around Falcon', 'role']]);
  expect((await found(null))[ines.userId]).toEqual(['none', []]);
});

it('bars from what lies under any number that a matter had', async () => {
  const ines = await person('auditor');
  const { matter } = await rooms.within((manager) => matters.add(manager, 'M-20', 'Heron', new Date()));
  await rooms.within((manager) =>
    walls.build(manager, {
      ...{ name: 'Around Heron', reason: '' },
      subjects: [{ kind: 'person', id: ines.userId }],
      objects: [{ kind: 'matter', id: matter.id }],
    }),
  );
  await rooms.within((manager) => matters.change(manager, matter, { number: 'M-21' }, new Date()));
  const visibility = await rooms.policy.visibilityOf(ines);
  const parameters: unknown[] = [['M-20', ' m-21', 'M-22']];
  const inSight = matterInSight(visibility, 'asked.matter', parameters);
  const seen = await rooms.source.query(
    `SELECT matter FROM unnest($1::text[]) AS asked(matter) WHERE ${inSight}`,
    parameters,
  );
  expect(seen).toEqual([{ matter: 'M-22' }]);
  const barred = await Promise.all(['M-20', 'M-21', 'M-22'].map((number) => matters.isBarred(visibility, number)));
  expect(barred).toEqual([true, true, false]);
});

it('counts a program out while nobody who may still answers for it, then as now', async () => {
  const collection = await rooms.collections.create(`Imports ${randomUUID()}`, 'library');
  await document(collection.id);
  const [ada, otto] = [await person('administrator'), await person('administrator')];
  const plan = { name: 'Import', role: 'administrator', kind: 'service' } as const;
  const program = await rooms.within((manager) => rooms.people.add(manager, { ...plan, ownerId: ada.userId }));
  const change = (id: string, what: { suspended?: boolean; ownerId?: string }) =>
    rooms.within((manager) => rooms.people.change(manager, id, what));
  const moments: Date[] = [];
  for (const step of [
    async () => undefined,
    () => change(ada.userId, { suspended: true }),
    () => change(program, { ownerId: otto.userId }),
    () => change(otto.userId, { suspended: true }),
  ]) {
    await step();
    await pause();
    moments.push(new Date());
    await pause();
  }
  const seen = async (at: Date | null) =>
    (await reports.run({ kind: 'collection', id: collection.id }, at)).people.find(({ id }) => id === program)!.sees;
  const then = [];
  for (const at of moments) then.push(await seen(at));
  expect(then).toEqual(['all', 'none', 'all', 'none']);
  expect(await seen(null)).toBe('none');
});

it('keeps what came out of a document under its matter, and with its grants and denials', async () => {
  const collection = await rooms.collections.create(`Mail ${randomUUID()}`, 'library');
  const reader = await person('reader');
  const message = await document(collection.id);
  const { matter } = await rooms.within((manager) => matters.add(manager, 'M-2', 'Heron', new Date()));
  const attachment = await document(collection.id, { parent: message });
  await rooms.within((manager) => matters.put(manager, [message], matter.id));
  const inner = await document(collection.id, { parent: attachment });
  const rows = await rooms.source.query<{ matter: string }[]>(
    `SELECT matter_id AS matter FROM documents WHERE id = ANY($1::uuid[])`,
    [[message, attachment, inner]],
  );
  expect(rows.map((row) => row.matter)).toEqual([matter.id, matter.id, matter.id]);
  await rooms.within((manager) => rooms.grants.set(manager, reader.userId, { kind: 'document', id: message }, 'allow'));
  expect([await sees(reader, message), await sees(reader, inner)]).toEqual([true, true]);
  await rooms.within((manager) =>
    rooms.grants.set(manager, reader.userId, { kind: 'document', id: attachment }, 'deny'),
  );
  expect([await sees(reader, message), await sees(reader, attachment), await sees(reader, inner)]).toEqual([
    true,
    false,
    false,
  ]);
});

it('numbers changes one a transaction, and lets nobody rewrite what was', async () => {
  const before = await rooms.policy.version();
  const reader = await person('reader');
  expect(await rooms.policy.version()).toBe(before + 1);
  const collection = await rooms.collections.create(`One ${randomUUID()}`, 'library');
  await rooms.within(async (manager) => {
    await rooms.grants.set(manager, reader.userId, collection.id, 'allow');
    await rooms.grants.set(manager, reader.userId, collection.id, 'deny');
  });
  expect(await rooms.policy.version()).toBe(before + 2);
  expect((await rooms.policy.visibilityOf(reader)).accessVersion).toBe(before + 2);
  const refusal = 'the history of access is not rewritten';
  await expect(rooms.source.query(`DELETE FROM access_grants`)).rejects.toThrow(refusal);
  await expect(rooms.source.query(`UPDATE access_grants SET is_denied = NOT is_denied`)).rejects.toThrow(refusal);
});

it('ends what people have running when a group or wall takes something away', async () => {
  const reader = await person('reader');
  const number = async () =>
    (
      await rooms.source.query<{ n: number }[]>(`SELECT access_number AS n FROM users WHERE id = $1`, [reader.userId])
    )[0]!.n;
  const group = await rooms.within((manager) => groups.add(manager, 'Interns'));
  await rooms.within((manager) => groups.setMember(manager, group, reader.userId, true));
  const joined = await number();
  const collection = await rooms.collections.create(`Two ${randomUUID()}`, 'library');
  await rooms.within((manager) => rooms.grants.set(manager, { kind: 'group', id: group }, collection.id, 'deny'));
  expect(await number()).toBe(joined + 1);
});
