import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Principal, type Visibility, canSee, canSeeDocument } from '#knowledge';
import { type IndexRow, IndexStore, IndexWriter, SearchIndex, tableNameFor, tokensAsWords } from '#search-index';
import { type TestPostgres, startPostgres } from '#testing';
import { type OpenAccess, openAccess } from './open-access.js';
import {
  type BuiltWorld,
  type World,
  build,
  oracle,
  oracleUnderView,
  seesCollection,
  worlds,
} from './random-worlds.js';

const BATCH = 250;
const BATCHES = 40;
/** Every so many batches are asked of PostgreSQL and LanceDB, too. */
const SEARCHED = 8;
/** Of those, so many are asked with long lists, too. */
const LENGTHENED = 10;
const MANY = 450;
const TABLE = tableNameFor('worlds');

let postgres: TestPostgres;
let rooms: OpenAccess;
let folder: string;
let store: IndexStore;
beforeAll(async () => {
  postgres = await startPostgres();
  rooms = await openAccess(postgres.url);
  folder = await mkdtemp(join(tmpdir(), 'chancery-worlds-'));
  store = new IndexStore({ uri: folder });
});
afterAll(async () => {
  await store?.close();
  await rooms?.close();
  await postgres?.stop();
  await rm(folder, { recursive: true });
});

const principalOf = ({ world, userId, collectionIds }: BuiltWorld): Principal => ({
  ...{ userId, name: 'x', role: world.role, via: 'key' },
  ...(world.confinedTo && { confinedTo: world.confinedTo.map((at) => collectionIds[at]!) }),
});

const seenIn = ({ world, documentIds }: BuiltWorld) => documentIds.filter((_, at) => oracle(world, at)).sort();

function judged({ world, collectionIds, matterIds, documentIds }: BuiltWorld, visibility: Visibility): string[] {
  const places = world.documents.map(({ collection, matter }, at) => ({
    documentId: documentIds[at]!,
    collectionId: collectionIds[collection]!,
    matterId: matter === null ? null : matterIds[matter]!,
  }));
  return places.filter((place) => canSeeDocument(visibility, place)).map(({ documentId }) => documentId);
}

/** The documents of a world as rows of the index, marked as it was last told. */
const rowsOf = ({ world, collectionIds, matterIds, documentIds }: BuiltWorld): IndexRow[] =>
  world.documents.map(({ collection, matter, indexedMatter }, at) => {
    const told = indexedMatter === 'same' ? matter : indexedMatter;
    const documentId = documentIds[at]!;
    return {
      ...{ chunkId: documentId, documentId, revisionId: documentId, collectionId: collectionIds[collection]! },
      ...{ matterId: told === null ? null : matterIds[told]!, path: documentId, mediaType: 'text/plain', metadata: {} },
      ...{ title: '', headingPath: [], text: 'glimmerstone', vector: Float32Array.of(1, 0, 0, 0), validFrom: 1 },
    };
  });

async function searched(index: SearchIndex, { collectionIds }: BuiltWorld, visibility: Visibility) {
  const query = {
    tables: [TABLE],
    visibility,
    collectionIds,
    filter: {},
    asOf: null,
    keywordLimit: 50,
    vectorLimit: 50,
  };
  const legs = [
    await index.search({ ...query, terms: tokensAsWords(['glimmerston']), vector: null }),
    await index.search({ ...query, terms: null, vector: Float32Array.of(1, 0, 0, 0) }),
  ];
  return legs.map(({ info }) => [...info.keys()].sort());
}

/** The same sight with lists so long that they are asked for in other ways. */
function withLongLists(visibility: Visibility): Visibility {
  const strangers = () => Array.from({ length: MANY }, () => randomUUID());
  const { collections, deniedCollections, deniedDocuments, deniedMatters } = visibility;
  return {
    ...visibility,
    key: randomUUID(),
    collections: collections === 'all' ? 'all' : [...strangers(), ...collections],
    deniedCollections: [...strangers(), ...deniedCollections],
    deniedDocuments: [...deniedDocuments, ...strangers()],
    deniedMatters: [...deniedMatters, ...strangers()],
  };
}

describe('what is seen', () => {
  it(`is what the rule says, in ${BATCH * BATCHES} random worlds: nothing leaks, nothing is missing`, async () => {
    const [writer, index] = [new IndexWriter(store), new SearchIndex(store)];
    let batches = 0;
    const tally = { seen: 0, hidden: 0, inSql: 0, inIndex: 0, lengthened: 0, barred: 0 };
    const check = async (batch: readonly World[]): Promise<void> => {
      const built = await rooms.within((manager) => build(manager, batch));
      const isSearched = batches++ % SEARCHED === 0;
      const rows = isSearched ? built.flatMap(rowsOf) : [];
      await writer.upsert(TABLE, rows);
      const look = async (one: BuiltWorld): Promise<void> => {
        const visibility = await rooms.policy.visibilityOf(principalOf(one));
        const expected = seenIn(one);
        expect(judged(one, visibility).sort()).toEqual(expected);
        expect(one.collectionIds.map((id) => canSee(visibility, id))).toEqual(
          one.collectionIds.map((_, at) => seesCollection(one.world, at)),
        );
        tally.seen += expected.length;
        tally.hidden += one.documentIds.length - expected.length;
        if (!isSearched) return;
        const titles = await rooms.documents.titlesAmong(visibility, one.documentIds);
        expect([...titles.keys()].sort()).toEqual(expected);
        tally.inSql += 1;
        if (one.documentIds.length === 0) return;
        for (const leg of await searched(index, one, visibility)) expect(leg).toEqual(expected);
        tally.inIndex += 1;
        if (tally.inIndex % LENGTHENED === 0) {
          const long = withLongLists(visibility);
          expect(judged(one, long).sort()).toEqual(expected);
          expect([...(await rooms.documents.titlesAmong(long, one.documentIds)).keys()].sort()).toEqual(expected);
          for (const leg of await searched(index, one, long)) expect(leg).toEqual(expected);
          tally.lengthened += 1;
        }
        const viewer = { userId: one.somebody, viewId: one.somebody };
        const through = await rooms.policy.visibilityOf({ ...principalOf(one), viewer });
        const inBoth = one.documentIds.filter((_, at) => oracleUnderView(one.world, at)).sort();
        expect(judged(one, through).sort()).toEqual(inBoth);
        for (const leg of await searched(index, one, through)) expect(leg).toEqual(inBoth);
        tally.barred += expected.length - inBoth.length;
      };
      for (let from = 0; from < built.length; from += 8) await Promise.all(built.slice(from, from + 8).map(look));
    };
    await fc.assert(fc.asyncProperty(fc.array(worlds, { minLength: BATCH, maxLength: BATCH }), check), {
      numRuns: BATCHES,
      endOnFailure: true,
    });
    expect(tally.seen).toBeGreaterThan(BATCH * BATCHES * 0.3);
    expect(tally.hidden).toBeGreaterThan(BATCH * BATCHES * 0.3);
    expect(tally.inSql).toBe((BATCH * BATCHES) / SEARCHED);
    expect(tally.inIndex).toBeGreaterThan(tally.inSql / 2);
    expect(tally.lengthened).toBeGreaterThan(tally.inIndex / LENGTHENED - 1);
    expect(tally.barred).toBeGreaterThan(5);
  }, 300_000);
});
