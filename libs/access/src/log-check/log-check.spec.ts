import fc from 'fast-check';
import type { LogLeaf } from '#contracts';
import { nothingLogged, pairKey } from './access-state.js';
import type { FoundAccess, FoundPerson } from './access-tables.js';
import { compareAccess } from './compare-access.js';
import { followEntry, hashOfIds } from './follow-entry.js';

const ROLES = ['administrator', 'librarian', 'reviewer', 'reader', 'auditor'];
const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const OBJECTS = [901, 902, 903].map(idOf);
const ACTOR = idOf(1);

interface Wall {
  readonly barred: Set<string>;
  readonly around: Set<string>;
  readonly takenOut: { id: string; version: number }[];
}

/** The tables as the services keep them, and the entries that they leave; written apart from what is tested. */
class World {
  private next = 1;
  readonly people = new Map<string, FoundPerson>();
  readonly groups = new Set<string>();
  readonly members = new Set<string>();
  readonly grants = new Map<string, 'allow' | 'deny'>();
  readonly walls = new Map<string, Wall>();
  readonly entries: LogLeaf[] = [];

  constructor(isOld: boolean) {
    const person = this.fresh();
    this.people.set(person, { role: 'administrator', isSuspended: false, ownerId: null });
    if (!isOld) this.enter('person.added', { person, role: 'administrator', first: true }, 'system');
  }

  fresh = () => idOf(this.next++);
  enter(kind: string, subject: Record<string, unknown>, actor = ACTOR): void {
    this.entries.push({ index: this.entries.length, at: '2031-01-02T03:04:05.000Z', kind, actor, subject });
  }
  some = (among: Iterable<string>, n: number): string | undefined => {
    const all = [...among];
    return all[n % all.length];
  };

  found(): FoundAccess {
    const walls = [...this.walls].map(
      ([id, { barred, around, takenOut }]) => [id, { barred: [...barred], around: [...around], takenOut }] as const,
    );
    const standing = walls.filter(([, { barred, around }]) => barred.length + around.length > 0);
    const { people, members, grants } = this;
    return {
      people: new Map(people),
      history: new Map(people),
      members: new Set(members),
      grants: new Map(grants),
      walls: new Map(standing),
    };
  }
}

type Step = (world: World, a: number, b: number, c: number) => void;
const alter = (world: World, id: string | undefined, change: Partial<FoundPerson>): id is string => {
  const before = id === undefined ? undefined : world.people.get(id);
  if (!before) return false;
  world.people.set(id!, { ...before, ...change });
  return true;
};
const subjects = (world: World, a: number, b: number) =>
  [...world.people.keys(), ...world.groups].filter((_, i) => (a + i * (b + 1)) % 3 === 0);
const stand = (world: World, id: string, barred: string[] | undefined, around: string[] | undefined) => {
  const before = world.walls.get(id) ?? { barred: new Set(), around: new Set(), takenOut: [] };
  const left = barred ? [...before.barred].filter((one) => !barred.includes(one)) : [];
  world.walls.set(id, {
    barred: barred ? new Set(barred) : before.barred,
    around: around ? new Set(around) : before.around,
    takenOut: [...before.takenOut, ...left.map((one) => ({ id: one, version: world.entries.length }))],
  });
  return {
    ...(barred && { barred: barred.length, barredSha256: hashOfIds(barred) }),
    ...(around && { around: around.length, aroundSha256: hashOfIds(around) }),
  };
};

const STEPS: readonly Step[] = [
  (world, a) => {
    const [person, role] = [world.fresh(), ROLES[a % 5]!];
    world.people.set(person, { role, isSuspended: false, ownerId: null });
    world.enter(a % 2 ? 'person.added' : 'person.provisioned', { person, role });
  },
  (world, a) => {
    const [person, owner] = [world.fresh(), world.some(world.people.keys(), a)!];
    world.people.set(person, { role: 'reader', isSuspended: false, ownerId: owner });
    world.enter('service_account.added', { person, role: 'reader', owner });
  },
  (world, a, b) => {
    const [person, role] = [world.some(world.people.keys(), a), ROLES[b % 5]!];
    if (alter(world, person, { role })) world.enter('person.changed', { person, role });
  },
  (world, a) => world.enter('person.changed', { person: world.some(world.people.keys(), a) }),
  (world, a, b) => {
    const person = world.some(world.people.keys(), a);
    const kind = b % 3 === 0 ? 'person.erased' : 'person.suspended';
    if (alter(world, person, { isSuspended: true })) world.enter(kind, { person });
  },
  (world, a) => {
    const person = world.some(world.people.keys(), a);
    if (alter(world, person, { isSuspended: false })) world.enter('person.reinstated', { person });
  },
  (world, a, b) => {
    const services = [...world.people].filter(([, { ownerId }]) => ownerId !== null).map(([id]) => id);
    const [person, owner] = [world.some(services, a), world.some(world.people.keys(), b)!];
    if (alter(world, person, { ownerId: owner })) world.enter('service_account.handed_on', { person, owner });
  },
  (world) => void world.groups.add(world.fresh()),
  (world, a, b, c) => {
    const [group, person] = [world.some(world.groups, a), world.some(world.people.keys(), b)!];
    if (!group) return;
    if (c % 3) world.members.add(pairKey(group, person));
    else world.members.delete(pairKey(group, person));
    world.enter('group.member_changed', { group, person, member: c % 3 !== 0 });
  },
  (world, a) => {
    const group = world.some(world.groups, a);
    if (!group) return;
    world.groups.delete(group);
    const version = world.entries.length;
    for (const pairs of [world.members, world.grants])
      for (const key of pairs.keys()) if (key.startsWith(group)) pairs.delete(key);
    for (const { barred, takenOut } of world.walls.values())
      if (barred.delete(group)) takenOut.push({ id: group, version });
    world.enter('group.removed', { group, version });
  },
  (world, a, b, c) => {
    const isGroup = world.groups.size > 0 && a % 2 === 0;
    const subject = world.some(isGroup ? world.groups : world.people.keys(), a)!;
    const [object, access] = [OBJECTS[b % 3]!, (['allow', 'deny', 'none'] as const)[c % 3]!];
    if (access === 'none') world.grants.delete(pairKey(subject, object));
    else world.grants.set(pairKey(subject, object), access);
    world.enter('grant.changed', {
      ...{ [isGroup ? 'group' : 'person']: subject, [b % 3 ? 'collection' : 'document']: object, access },
    });
  },
  (world, a, b) => {
    const [actor, collection] = [world.some(world.people.keys(), a)!, world.fresh()];
    const granted = world.people.get(actor)!.role !== 'administrator';
    if (granted) world.grants.set(pairKey(actor, collection), 'allow');
    world.enter('collection.created', { collection, kind: 'library', ...(b % 2 ? { granted } : {}) }, actor);
  },
  (world, a, b, c) => {
    const wall = world.fresh();
    world.enter('wall.built', { wall, ...stand(world, wall, subjects(world, a, b), OBJECTS.slice(c % 3)) });
  },
  (world, a, b, c) => {
    const wall = world.some(world.walls.keys(), a);
    if (!wall) return;
    const [barred, around] = [
      c % 3 === 0 ? undefined : subjects(world, b, c),
      c % 2 ? OBJECTS.slice(b % 4) : undefined,
    ];
    world.enter('wall.changed', { wall, ...stand(world, wall, barred, around) });
  },
  (world, a) => {
    const wall = world.some(world.walls.keys(), a);
    if (!wall) return;
    world.walls.delete(wall);
    world.enter('wall.lifted', { wall });
  },
  (world) => world.enter('document.uploaded', { document: world.fresh() }),
];

const problemsOf = (entries: readonly LogLeaf[], found: FoundAccess): string[] =>
  compareAccess(
    entries.reduce((said, entry) => followEntry(said, entry), nothingLogged()),
    found,
  );

const n = fc.nat(1_000);
const lives = fc.record({
  isOld: fc.boolean(),
  steps: fc.array(fc.tuple(fc.nat(STEPS.length - 1), n, n, n), { maxLength: 60 }),
});
const worldOf = ({ isOld, steps }: { isOld: boolean; steps: [number, number, number, number][] }): World => {
  const world = new World(isOld);
  for (const [step, a, b, c] of steps) STEPS[step]!(world, a, b, c);
  return world;
};

/** What somebody with SQL might do to one row, of each table that has one. */
function editsOf(found: FoundAccess): (() => FoundAccess)[] {
  const { people, history, members, grants, walls } = found;
  const stranger = idOf(999);
  const withPerson = (table: 'people' | 'history', id: string, row: FoundPerson) => ({
    ...{ ...found, [table]: new Map(found[table]).set(id, row) },
  });
  const without = <Key, Value>(map: ReadonlyMap<Key, Value>, key: Key) =>
    new Map([...map].filter(([each]) => each !== key));
  const wallOf = (id: string, side: 'barred' | 'around', ids: readonly string[]) => ({
    ...{ ...found, walls: new Map(walls).set(id, { ...(walls.get(id) ?? NO_WALL), [side]: ids }) },
  });
  return [
    () => withPerson('people', stranger, { role: 'administrator', isSuspended: false, ownerId: null }),
    ...[...people].flatMap(([id, row]) => [
      () => withPerson('people', id, { ...row, role: row.role === 'reader' ? 'administrator' : 'reader' }),
      () => withPerson('people', id, { ...row, isSuspended: !row.isSuspended }),
      () => withPerson('people', id, { ...row, ownerId: row.ownerId === stranger ? null : stranger }),
      () => withPerson('history', id, { ...row, isSuspended: !row.isSuspended }),
      () => ({ ...found, history: without(history, id) }),
    ]),
    () => ({ ...found, members: new Set([...members, pairKey(stranger, ACTOR)]) }),
    ...[...members].map((key) => () => ({ ...found, members: new Set([...members].filter((each) => each !== key)) })),
    () => ({ ...found, grants: new Map(grants).set(pairKey(stranger, OBJECTS[0]!), 'allow') }),
    ...[...grants].flatMap(([key, access]) => [
      () => ({ ...found, grants: without(grants, key) }),
      () => ({
        ...found,
        grants: new Map(grants).set(key, access === 'allow' ? ('deny' as const) : ('allow' as const)),
      }),
    ]),
    () => wallOf(stranger, 'barred', [ACTOR]),
    ...[...walls].flatMap(([id, { barred, around }]) => [
      () => wallOf(id, 'barred', [...barred, stranger]),
      () => wallOf(id, 'around', [...around, stranger]),
      ...(barred.length > 0 ? [() => wallOf(id, 'barred', barred.slice(1))] : []),
      ...(around.length > 0 ? [() => wallOf(id, 'around', around.slice(1))] : []),
      () => ({ ...found, walls: without(walls, id) }),
    ]),
  ];
}
const NO_WALL = { barred: [], around: [], takenOut: [] };

describe('holding who may see what against the log', () => {
  it('finds nothing after any sequence of changes, in an installation of before as well', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const world = worldOf(life);
        expect(problemsOf(world.entries, world.found())).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('finds every edit of a single row', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const world = worldOf(life);
        for (const edit of editsOf(world.found()))
          expect(problemsOf(world.entries, edit()).length).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it('says who, what the log says, and what the table says', () => {
    const world = new World(false);
    const [ben, group] = [idOf(2), idOf(3)];
    world.enter('person.added', { person: ben, role: 'reader' });
    world.enter('group.member_changed', { group, person: ben, member: true });
    world.enter('grant.changed', { person: ben, collection: OBJECTS[0], access: 'deny' });
    const row = { role: 'administrator', isSuspended: false, ownerId: null };
    const found = {
      ...world.found(),
      people: new Map(world.people).set(ben, row),
      history: new Map(world.people).set(ben, row),
    };
    expect(problemsOf(world.entries, found)).toEqual([
      `Person ${ben}: by entry 1 of the log reader, by the table users administrator.`,
      `Person ${ben}: by entry 1 of the log reader, by the table person_roles administrator.`,
      `Group ${group}, person ${ben}: by entry 2 of the log a member, by the table not.`,
      `Grant of ${OBJECTS[0]} to ${ben}: by entry 3 of the log "deny", by the table "none".`,
    ]);
  });

  it('lets an installation of before have one account without an entry, and no more', () => {
    const world = new World(true);
    expect(problemsOf(world.entries, world.found())).toEqual([]);
    const row = { role: 'administrator', isSuspended: false, ownerId: null };
    const people = new Map(world.people).set(idOf(7), row);
    const putIn = (id: string) => `Person ${id}: no entry of the log adds them; they were put into the table.`;
    expect(problemsOf(world.entries, { ...world.found(), people, history: people })).toEqual([
      putIn(ACTOR),
      putIn(idOf(7)),
    ]);
    const anew = new World(false);
    expect(problemsOf(anew.entries, { ...anew.found(), people, history: people })).toEqual([putIn(idOf(7))]);
  });

  it('tells of a hundred at most', () => {
    const members = new Set(Array.from({ length: 500 }, (_, i) => pairKey(idOf(i), ACTOR)));
    const world = new World(false);
    expect(problemsOf(world.entries, { ...world.found(), members })).toHaveLength(100);
  });
});
