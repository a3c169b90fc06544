import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { ROLES, type Role, canSee, sha256Hex } from '#knowledge';
import { type TestPostgres, startPostgres } from '#testing';
import { type OpenAccess, openAccess } from './open-access.js';

const WORLDS = 1_000;

/** A person of a random world; numbers stand for collections. */
interface Person {
  readonly role: Role;
  readonly isSuspended: boolean;
  readonly grants: readonly ('allow' | 'deny' | 'none')[];
  /** Their keys: what each is confined to, null for one that is not. */
  readonly keys: readonly (readonly number[] | null)[];
}

interface World {
  /** How many documents each collection holds. */
  readonly collections: readonly number[];
  readonly people: readonly Person[];
}

/** What a key must show: the whole rule, told as simply as it can be. */
function oracle(person: Person, confinedTo: readonly number[] | null, collection: number): boolean {
  if (person.grants[collection] === 'deny') return false;
  if (confinedTo && !confinedTo.includes(collection)) return false;
  return person.role === 'administrator' || person.grants[collection] === 'allow';
}

const worlds: fc.Arbitrary<World> = fc.array(fc.nat(2), { minLength: 1, maxLength: 5 }).chain((collections) => {
  const some = fc.subarray([...collections.keys()]);
  const person = fc.record<Person>({
    role: fc.constantFrom(...ROLES),
    isSuspended: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    grants: fc.array(fc.constantFrom('allow', 'deny', 'none'), {
      minLength: collections.length,
      maxLength: collections.length,
    }),
    keys: fc.array(fc.oneof(fc.constant(null), some), { minLength: 1, maxLength: 2 }),
  });
  return fc.record({ collections: fc.constant(collections), people: fc.array(person, { minLength: 1, maxLength: 3 }) });
});

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

/** The world as rows; what lay there before is gone. */
async function build({ collections, people }: World) {
  const collectionIds = collections.map(() => randomUUID());
  const documents = collections.flatMap((count, at) =>
    Array.from({ length: count }, () => ({ id: randomUUID(), revision: randomUUID(), collection: at })),
  );
  const persons = people.map((person) => ({ ...person, id: randomUUID() }));
  const keys = persons.flatMap((person) =>
    person.keys.map((confinedTo) => ({ person, confinedTo, secret: `chk_${randomUUID()}${randomUUID()}` })),
  );
  const grants = persons.flatMap(({ id, grants: given }) =>
    given.flatMap((state, at) =>
      state === 'none' ? [] : [{ id, collection: collectionIds[at], isDenied: state === 'deny' }],
    ),
  );
  // One transaction, because the disk is waited for at the end of each.
  await rooms.within(async (manager) => {
    await manager.query(
      'DELETE FROM users; DELETE FROM credentials; TRUNCATE access_grants; DELETE FROM revisions; DELETE FROM documents; DELETE FROM collections',
    );
    await manager.query(
      `INSERT INTO collections (id, name, name_key, kind, created_at) SELECT id, id, id, 'library', now() FROM unnest($1::uuid[]) AS id`,
      [collectionIds],
    );
    await manager.query(
      `WITH d AS (
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS d(id, revision_id, collection_id)
     ), r AS (
       INSERT INTO revisions (id, document_id, number, sha256, size_bytes, media_type, file_name, state, title, metadata, created_at)
       SELECT revision_id, id, 1, '', 0, 'text/plain', '', 'live', '', '{}', now() FROM d
     )
     INSERT INTO documents (id, collection_id, path, title, metadata, latest_revision_id, created_at, updated_at)
     SELECT id, collection_id, id, id, '{}', revision_id, now(), now() FROM d`,
      [
        documents.map(({ id }) => id),
        documents.map(({ revision }) => revision),
        documents.map(({ collection }) => collectionIds[collection]),
      ],
    );
    await manager.query(
      `INSERT INTO users (id, name, role, suspended_at, created_at)
     SELECT id, role, role, CASE WHEN suspended THEN now() END, now() FROM unnest($1::uuid[], $2::text[], $3::boolean[]) AS u(id, role, suspended)`,
      [persons.map(({ id }) => id), persons.map(({ role }) => role), persons.map(({ isSuspended }) => isSuspended)],
    );
    await manager.query(
      `INSERT INTO access_grants (subject_id, object_id, is_denied) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::boolean[])`,
      [grants.map(({ id }) => id), grants.map(({ collection }) => collection), grants.map(({ isDenied }) => isDenied)],
    );
    await manager.query(
      `INSERT INTO credentials (id, secret_sha256, kind, user_id, name, collections, created_at, last_used_at)
       SELECT gen_random_uuid(), hash, 'key', user_id, 'test', collections::uuid[], now(), now()
       FROM unnest($1::text[], $2::uuid[], $3::text[]) AS k(hash, user_id, collections)`,
      [
        keys.map(({ secret }) => sha256Hex(secret)),
        keys.map(({ person }) => person.id),
        // An array of arrays would have to be square.
        keys.map(({ confinedTo }) => confinedTo && `{${confinedTo.map((at) => collectionIds[at]).join(',')}}`),
      ],
    );
  });
  return { collectionIds, documents, keys };
}

const PAGE = { offset: 0, limit: 500 };

describe('what is seen', () => {
  it(`is what the rule says, in ${WORLDS} random worlds: nothing leaks, nothing is missing`, async () => {
    let looks = 0;
    let suspended = 0;
    let confined = 0;
    const check = async (world: World): Promise<void> => {
      const { collectionIds, documents, keys } = await build(world);
      const look = async ({ person, confinedTo, secret }: (typeof keys)[number]): Promise<void> => {
        if (person.isSuspended) {
          await expect(rooms.authenticator.admit(secret)).rejects.toMatchObject({ code: 'auth.required' });
          suspended += 1;
          return;
        }
        const { principal } = await rooms.authenticator.admit(secret);
        const visibility = await rooms.policy.visibilityOf(principal);
        const expected = (at: number) => oracle(person, confinedTo, at);
        const seen = collectionIds.filter((_, at) => expected(at)).sort();
        const seenDocuments = documents.filter(({ collection }) => expected(collection));
        expect(collectionIds.filter((id) => canSee(visibility, id)).sort()).toEqual(seen);
        expect((await rooms.collections.list(visibility)).map(({ id }) => id).sort()).toEqual(seen);
        expect((await rooms.collections.tally(visibility)).live).toBe(seenDocuments.length);
        const listed = await rooms.documents.list(visibility, PAGE);
        expect(listed.total).toBe(seenDocuments.length);
        expect(listed.documents.map(({ id }) => id).sort()).toEqual(seenDocuments.map(({ id }) => id).sort());
        const titles = await rooms.documents.titlesAmong(
          visibility,
          documents.map(({ id }) => id),
        );
        expect([...titles.keys()].sort()).toEqual(seenDocuments.map(({ id }) => id).sort());
        looks += 1;
        if (confinedTo) confined += 1;
      };
      await Promise.all(keys.map(look));
    };
    await fc.assert(fc.asyncProperty(worlds, check), { numRuns: WORLDS });
    expect(looks).toBeGreaterThan(WORLDS);
    expect(confined).toBeGreaterThan(WORLDS / 3);
    expect(suspended).toBeGreaterThan(WORLDS / 10);
  }, 240_000);
});
