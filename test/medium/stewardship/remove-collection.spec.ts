import { aFolder, dropFolder } from '../vault/open-vault.js';
import { CollectionRemovalRepository } from '#library';
import { type TestPostgres, aVisibility, queryOnce, startPostgres } from '#testing';
import { type OpenStewardship, openStewardship } from './open-stewardship.js';

let postgres: TestPostgres;
let url: string;
let folder: string;
let open: OpenStewardship;
let removing: OpenStewardship['removing'];

beforeAll(async () => void (postgres = await startPostgres()), 120_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  [url, folder] = await Promise.all([postgres.freshDatabase(), aFolder()]);
  open = await openStewardship(url, folder);
  removing = open.removing;
});
afterEach(async () => {
  await open.close();
  await dropFolder(folder);
});

const run = (id: string) => open.carryOut(id);
const show = (id: string) => removing.show(open.admin, id);
const isRemoved = async (id: string) => (await open.documents.show(aVisibility(), id)).removedAt !== null;
const names = async () => (await open.collections.list(aVisibility())).map(({ name }) => name);
const kinds = async () =>
  (await queryOnce<{ kind: string; n: number }>(url, `SELECT kind, count(*)::int AS n FROM log_entries GROUP BY kind`))
    .filter(({ kind }) => /^(?:collection|document)\./.test(kind))
    .map(({ kind, n }) => `${kind} ${n}`)
    .sort();

it('goes with its documents, and comes back with those that went with it', async () => {
  const [one, two, before] = [
    await open.aDocument('One.'),
    await open.aDocument('Two.'),
    await open.aDocument('Three.'),
  ];
  await open.managing.remove(open.admin, before.id);
  const { id } = await removing.begin(open.admin, 'Payroll');
  await run(id);
  await run(id);
  expect(await show(id)).toMatchObject({ state: 'removed', total: 2, done: 2, kept: 0, collectionName: 'Payroll' });
  expect(await names()).toEqual([]);
  await expect(open.collections.resolve(aVisibility(), ['payroll'])).rejects.toMatchObject({
    code: 'collection.not_found',
  });
  await expect(open.manyDocuments(1)).rejects.toMatchObject({ code: 'collection.not_found' });
  await expect(open.managing.restore(open.admin, one.id)).rejects.toMatchObject({ code: 'collection.removed' });

  await removing.restore(open.admin, id);
  await run(id);
  expect(await show(id)).toMatchObject({ state: 'restored', done: 0 });
  expect(await names()).toEqual(['Payroll']);
  expect([await isRemoved(one.id), await isRemoved(two.id), await isRemoved(before.id)]).toEqual([false, false, true]);
  expect(await kinds()).toEqual([
    ...['collection.removal_began 1', 'collection.removal_ended 1', 'collection.restoration_ended 1'],
    ...['collection.restored 1', 'document.removed 3', 'document.restored 2'],
  ]);
});

it('leaves its name to another one, beside which it can not come back', async () => {
  await open.aDocument('One.');
  const { id } = await removing.begin(open.admin, 'Payroll');
  await run(id);
  await open.collections.create('payroll', 'library');
  await expect(removing.restore(open.admin, id)).rejects.toMatchObject({ code: 'collection.exists' });
  expect(await show(id)).toMatchObject({ state: 'removed' });
});

it('stays with what a legal hold covers, and is not touched when one covers it as such', async () => {
  const [held, free] = [await open.aDocument('Held.'), await open.aDocument('Free.')];
  const whole = await open.managingHolds.place(open.admin, { kind: 'collection', object: 'Payroll', reason: 'Case' });
  await expect(removing.begin(open.admin, 'Payroll')).rejects.toMatchObject({ code: 'hold.in_place' });
  await open.managingHolds.lift(open.admin, whole.id, 'Closed');
  await open.managingHolds.place(open.admin, { kind: 'document', object: held.id, reason: 'Case' });
  const { id } = await removing.begin(open.admin, 'Payroll');
  await run(id);
  expect(await show(id)).toMatchObject({ state: 'kept', done: 1, kept: 1 });
  expect([await isRemoved(held.id), await isRemoved(free.id)]).toEqual([false, true]);
  expect(await names()).toEqual(['Payroll']);
});

it('is stopped between two steps, goes on after a crash, and can be undone half-way', async () => {
  await open.manyDocuments(260);
  const begun = await removing.begin(open.admin, 'Payroll');
  await expect(removing.begin(open.admin, 'Payroll')).rejects.toMatchObject({ code: 'collection.being_removed' });
  const dying = new AbortController();
  dying.abort();
  await expect(open.carryOut(begun.id, dying.signal)).rejects.toThrow();
  expect(await show(begun.id)).toMatchObject({ state: 'removing', done: 250 });
  expect(await open.app.get(CollectionRemovalRepository).atWork()).toEqual([begun.id]);
  await removing.cancel(open.admin, begun.id);
  await run(begun.id);
  expect(await show(begun.id)).toMatchObject({ state: 'cancelled', done: 250 });
  await expect(removing.cancel(open.admin, begun.id)).rejects.toMatchObject({ code: 'removal.not_at_work' });
  // What is put back while the rest is being removed would count as what that one had to keep.
  open.clock.at = new Date(open.clock.at.getTime() + 60_000);
  const rest = await removing.begin(open.admin, 'Payroll');
  await expect(removing.restore(open.admin, begun.id)).rejects.toMatchObject({ code: 'collection.being_removed' });
  await run(rest.id);
  expect(await show(rest.id)).toMatchObject({ state: 'removed', done: 10, kept: 0 });
  await removing.restore(open.admin, rest.id);
  await run(rest.id);
  await removing.restore(open.admin, begun.id);
  await expect(removing.restore(open.admin, begun.id)).rejects.toMatchObject({ code: 'removal.not_undoable' });
  await run(begun.id);
  expect(await show(begun.id)).toMatchObject({ state: 'restored', done: 0 });
  expect((await open.collections.tally(aVisibility(), [open.collection.id])).pending).toBe(260);
});

it.each([
  ['was suspended', `suspended_at = now()`],
  ['lost the role', `role = 'reader'`],
])('is nothing to who may not see it, and stops for who %s', async (_how, change) => {
  await open.manyDocuments(2);
  await expect(removing.begin(open.anna, 'Payroll')).rejects.toMatchObject({ code: 'auth.forbidden' });
  const { id } = await removing.begin(open.other, 'Payroll');
  await expect(removing.show(open.anna, id)).rejects.toMatchObject({ code: 'removal.not_found' });
  expect(await removing.list(open.anna)).toEqual([]);
  await queryOnce(url, `UPDATE users SET ${change} WHERE id = '${open.other.userId}'`);
  await run(id);
  expect(await show(id)).toMatchObject({ state: 'cancelled', done: 0 });
});
