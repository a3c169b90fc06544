import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { ROLES, type Role } from '#knowledge';
import type { EntityManager } from 'typeorm';

/** Numbers stand for collections, matters, groups and documents of one world. */
export interface World {
  readonly collections: number;
  readonly matters: number;
  readonly groups: number;
  readonly documents: readonly {
    readonly collection: number;
    readonly matter: number | null;
    /** What the search index still says, where it has not caught up. */
    readonly indexedMatter: number | null | 'same';
  }[];
  readonly role: Role;
  readonly memberOf: readonly number[];
  readonly confinedTo: readonly number[] | null;
  readonly grants: readonly Grant[];
  readonly walls: readonly { readonly who: readonly Who[]; readonly around: readonly Around[] }[];
}

type Who = 'me' | 'somebody' | number;
interface Around {
  readonly kind: 'matter' | 'collection';
  readonly at: number;
}
interface Grant {
  readonly who: Who;
  readonly kind: 'collection' | 'document';
  readonly at: number;
  readonly isDenied: boolean;
  /** Taken back since: it is history. */
  readonly isOver: boolean;
}

const one = (count: number) => fc.integer({ min: 0, max: Math.max(0, count - 1) });
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

export const worlds: fc.Arbitrary<World> = fc
  .record({ collections: fc.integer({ min: 1, max: 3 }), matters: fc.nat(3), groups: fc.nat(2), count: fc.nat(5) })
  .chain(({ collections, matters, groups, count }) => {
    const who: fc.Arbitrary<Who> = fc.oneof(
      { weight: 3, arbitrary: fc.constant('me' as const) },
      fc.constant('somebody' as const),
      ...(groups > 0 ? [{ weight: 3, arbitrary: one(groups) }] : []),
    );
    const matter = matters > 0 ? orNull(one(matters)) : fc.constant(null);
    const document = fc.record({
      collection: one(collections),
      matter,
      indexedMatter: fc.oneof({ weight: 4, arbitrary: fc.constant('same' as const) }, matter),
    });
    const grant = fc.record<Grant>({
      who,
      ...{ kind: fc.constantFrom('collection', count > 0 ? 'document' : 'collection'), at: fc.nat(5) },
      isDenied: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
      isOver: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    });
    const around = fc.record<Around>({
      kind: fc.constantFrom('collection', matters > 0 ? 'matter' : 'collection'),
      at: fc.nat(2),
    });
    const wall = fc.record({ who: fc.uniqueArray(who, { maxLength: 2 }), around: fc.array(around, { maxLength: 2 }) });
    return fc.record<World>({
      ...{ collections: fc.constant(collections), matters: fc.constant(matters), groups: fc.constant(groups) },
      documents: fc.array(document, { minLength: count, maxLength: count }),
      role: fc.constantFrom(...ROLES),
      memberOf: fc.subarray([...Array(groups).keys()]),
      confinedTo: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.subarray([...Array(collections).keys()])),
      grants: fc
        .uniqueArray(grant, {
          maxLength: 6,
          selector: ({ who: w, kind, at, isOver }) => `${w} ${kind} ${at} ${isOver}`,
        })
        .map((all) => all.filter(({ kind, at }) => at < (kind === 'collection' ? collections : count))),
      walls: fc.array(wall, { maxLength: 2 }).map((all) =>
        all.map((each) => ({
          ...each,
          around: each.around.filter(({ kind, at }) => at < (kind === 'collection' ? collections : matters)),
        })),
      ),
    });
  });

/** The whole rule, told as simply as it can be. */
export function oracle(world: World, at: number): boolean {
  const { collection, matter } = world.documents[at]!;
  if (isDenied(world, 'document', at) || isDenied(world, 'collection', collection)) return false;
  if (matter !== null && isDenied(world, 'matter', matter)) return false;
  if (world.confinedTo && !world.confinedTo.includes(collection)) return false;
  return (
    world.role === 'administrator' || isGranted(world, 'document', at) || isGranted(world, 'collection', collection)
  );
}

/** The rule for an administrator, `somebody`, who looks with this person's eyes: what both may see. */
export function oracleUnderView(world: World, at: number): boolean {
  const { collection, matter } = world.documents[at]!;
  const about: readonly (readonly [Grant['kind'] | 'matter', number])[] = [
    ['document', at],
    ['collection', collection],
    ...(matter === null ? [] : [['matter', matter] as const]),
  ];
  const isBarred = about.some(
    ([kind, id]) =>
      world.grants.some((g) => !g.isOver && g.isDenied && g.who === 'somebody' && g.kind === kind && g.at === id) ||
      world.walls.some(
        ({ who, around }) => who.includes('somebody') && around.some((each) => each.kind === kind && each.at === id),
      ),
  );
  return !isBarred && oracle(world, at);
}

/** Whether the collection as a whole is seen. */
export function seesCollection(world: World, at: number): boolean {
  if (isDenied(world, 'collection', at)) return false;
  if (world.confinedTo && !world.confinedTo.includes(at)) return false;
  return world.role === 'administrator' || isGranted(world, 'collection', at);
}

const isMe = ({ memberOf }: World, who: Who) => who === 'me' || (typeof who === 'number' && memberOf.includes(who));

const held = (world: World, kind: Grant['kind'] | 'matter', at: number) =>
  world.grants.filter((grant) => !grant.isOver && grant.kind === kind && grant.at === at && isMe(world, grant.who));

const isGranted = (world: World, kind: Grant['kind'], at: number) =>
  held(world, kind, at).some((grant) => !grant.isDenied);

const isDenied = (world: World, kind: Grant['kind'] | 'matter', at: number) =>
  held(world, kind, at).some((grant) => grant.isDenied) ||
  world.walls.some(
    ({ who, around }) =>
      around.some((each) => each.kind === kind && each.at === at) && who.some((each) => isMe(world, each)),
  );

/** A world with the ids of its rows. */
export interface BuiltWorld {
  readonly world: World;
  readonly userId: string;
  /** Somebody else, of no group. */
  readonly somebody: string;
  readonly collectionIds: readonly string[];
  readonly matterIds: readonly string[];
  readonly documentIds: readonly string[];
}

const ids = (count: number) => Array.from({ length: count }, () => randomUUID());

/** Many worlds as rows, side by side: their ids keep them apart. */
export async function build(manager: EntityManager, all: readonly World[]): Promise<BuiltWorld[]> {
  const built = all.map((world) => ({
    world,
    userId: randomUUID(),
    somebody: randomUUID(),
    groupIds: ids(world.groups),
    collectionIds: ids(world.collections),
    matterIds: ids(world.matters),
    documentIds: ids(world.documents.length),
  }));
  type Built = (typeof built)[number];
  const rows = <T>(rowsOf: (each: Built) => readonly T[]) => built.flatMap(rowsOf);
  const insert = async (sql: string, values: readonly (readonly unknown[])[], width: number): Promise<void> => {
    const columns = Array.from({ length: width }, (_, at) => values.map((row) => row[at]));
    await manager.query(sql, columns);
  };
  const whoId = ({ userId, somebody, groupIds }: Built, who: Who) =>
    who === 'me' ? userId : who === 'somebody' ? somebody : groupIds[who]!;
  const matterId = ({ matterIds }: Built, at: number | null) => (at === null ? null : matterIds[at]!);
  await insert(
    `INSERT INTO collections (id, name, name_key, kind, created_at) SELECT id, id, id, 'library', now() FROM unnest($1::uuid[]) AS t(id)`,
    rows(({ collectionIds }) => collectionIds.map((id) => [id])),
    1,
  );
  await insert(
    `INSERT INTO users (id, name, role, created_at) SELECT id, 'x', role, now() FROM unnest($1::uuid[], $2::text[]) AS t(id, role)`,
    rows(({ userId, world }) => [[userId, world.role]]),
    2,
  );
  await insert(
    `INSERT INTO documents (id, collection_id, path, title, metadata, matter_id, indexed_matter_id, created_at, updated_at)
     SELECT id, c, id, id, '{}', m, i, now(), now() FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) AS t(id, c, m, i)`,
    rows((each) =>
      each.world.documents.map(({ collection, matter, indexedMatter }, at) => [
        each.documentIds[at],
        each.collectionIds[collection],
        matterId(each, matter),
        matterId(each, indexedMatter === 'same' ? matter : indexedMatter),
      ]),
    ),
    4,
  );
  await insert(
    `INSERT INTO access_group_members (group_id, user_id) SELECT * FROM unnest($1::uuid[], $2::uuid[])`,
    rows((each) => each.world.memberOf.map((at) => [each.groupIds[at], each.userId])),
    2,
  );
  await insert(
    `INSERT INTO access_grants (subject_id, object_kind, object_id, is_denied, from_seq, to_seq)
     SELECT s, k, o, d, 1, CASE WHEN over THEN 1 END FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::boolean[], $5::boolean[]) AS t(s, k, o, d, over)`,
    rows((each) =>
      each.world.grants.map(({ who, kind, at, isDenied: denied, isOver }) => [
        whoId(each, who),
        kind,
        (kind === 'collection' ? each.collectionIds : each.documentIds)[at],
        denied,
        isOver,
      ]),
    ),
    5,
  );
  const walls = rows((each) => each.world.walls.map((wall) => ({ each, wall, id: randomUUID() })));
  await insert(
    `INSERT INTO access_wall_subjects (wall_id, subject_kind, subject_id) SELECT w, 'person', s FROM unnest($1::uuid[], $2::uuid[]) AS t(w, s)`,
    walls.flatMap(({ each, wall, id }) => wall.who.map((who) => [id, whoId(each, who)])),
    2,
  );
  await insert(
    `INSERT INTO access_wall_objects (wall_id, object_kind, object_id) SELECT DISTINCT w, k, o FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS t(w, k, o)`,
    walls.flatMap(({ each, wall, id }) =>
      wall.around.map(({ kind, at }) => [id, kind, (kind === 'collection' ? each.collectionIds : each.matterIds)[at]]),
    ),
    3,
  );
  return built;
}
