import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule, People, Standing } from '#access';
import { AuditLog, AuditModule } from '#audit';
import { DatabaseModule } from '#database';
import {
  type Collection,
  CollectionRemovalRepository,
  CollectionRepository,
  DescriptionRepository,
  EraseDocument,
  LibraryModule,
} from '#library';
import {
  DocumentRegister,
  IndexFeedRepository,
  LibraryChangeRepository,
  MatterRepository,
  RevisionRepository,
} from '#library';
import { Embedder, EmbedderGone, Embedders, ModelUnavailable } from '#models';
import { JobQueues } from '#jobs';
import { SystemClock } from '#knowledge';
import {
  ANALYSER_VERSION,
  type IndexGeneration,
  IndexGenerationRepository,
  IndexStore,
  IndexWriter,
} from '#search-index';
import { SearchIndexModule, tableNameFor } from '#search-index';
import { HashEmbedder, type TestPostgres, startPostgres } from '#testing';
import { DataSource, type EntityManager } from 'typeorm';
import type { DescribeRevision } from '../../../libs/ingestion/src/describing/index.js';
import { DropGenerations } from '../../../libs/ingestion/src/generations/drop-generations.js';
import { FillGeneration } from '../../../libs/ingestion/src/generations/fill-generation.js';
import { FollowIndex } from '../../../libs/ingestion/src/generations/follow-index.use-case.js';
import { RebuildIndex } from '../../../libs/ingestion/src/generations/rebuild-index.use-case.js';
import { SwitchIndex } from '../../../libs/ingestion/src/generations/switch-index.use-case.js';
import { RenewIndex } from '../../../libs/ingestion/src/generations/renew-index.use-case.js';
import { IndexUpkeep } from '../../../libs/ingestion/src/index-upkeep.js';
import { SweepStrays } from '../../../libs/ingestion/src/sweep-strays.use-case.js';
import { WriterGate } from '../../../libs/ingestion/src/writer-gate.js';
import { aFile } from '../library/open-library.js';

const STILL_VALID = String(Number.MAX_SAFE_INTEGER);
const DIMENSIONS = 64;
const NEVER = new AbortController().signal;
const SOMEBODY = '0b6e1f9c-9a57-4c3e-8a54-5f0f5b2e7d11';

/** The hash embedder by any name, with something that happens while it embeds. */
class Hashes extends Embedders {
  readonly one = new HashEmbedder();
  embedded = 0;
  meanwhile: () => Promise<void> = async () => undefined;
  isGone = false;
  /** Ids of embedders that ship, or shipped, as starters. */
  readonly starters = new Set<string>();
  /** Ids of embedders that nothing serves any more. */
  readonly gone = new Set<string>();
  idInUse = 'old@1';
  isSilent = false;

  get inUse(): Embedder {
    return this.of(this.idInUse);
  }

  of(id: string): Embedder {
    return Object.assign(Object.create(this.one) as Embedder, {
      model: async () => {
        if (this.isSilent) throw new ModelUnavailable('starts');
        if (this.gone.has(id)) throw new EmbedderGone(id);
        return { ...(await this.one.model()), id, isStarter: this.starters.has(id) };
      },
      embedPassages: async (texts: readonly string[]) => {
        if (this.isGone) throw new EmbedderGone(id);
        const vectors = await this.one.embedPassages(texts);
        this.embedded += texts.length;
        await this.meanwhile();
        return vectors;
      },
    });
  }

  named(name: string): Embedder {
    return this.of(name);
  }
}

let postgres: TestPostgres;
let url: string;
let folder: string;
let app: INestApplicationContext;
let embedders: Hashes;
let filling: FillGeneration;
let upkeep: IndexUpkeep;
let collection: Collection;

beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres?.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-generations-'));
  url = await postgres.freshDatabase();
  const index = SearchIndexModule.at({ uri: join(folder, 'index') });
  const beside = [AccessModule, AuditModule, LibraryModule.in(join(folder, 'blobs')), index];
  @Module({ imports: [DatabaseModule.connect(url, 8), ...beside] })
  class Rooms {}
  app = await NestFactory.createApplicationContext(Rooms, { logger: false });
  embedders = new Hashes();
  const [feed, writer] = [app.get(IndexFeedRepository), app.get(IndexWriter)];
  const [described, matters] = [app.get(DescriptionRepository), app.get(MatterRepository)];
  upkeep = new IndexUpkeep(changes(), described, matters, generations(), writer, app.get(EraseDocument));
  filling = new FillGeneration(feed, embedders, generations(), writer, upkeep);
  collection = await app.get(CollectionRepository).create('Staff', 'library');
});
afterEach(async () => {
  await upkeep.stop();
  await app.get(IndexStore).close();
  await app.close();
  await rm(folder, { recursive: true });
});

const generations = () => app.get(IndexGenerationRepository);
const changes = () => app.get(LibraryChangeRepository);

/** One more document of `chunks` chunks that is live. @returns Its revision. */
async function live(path: string, chunks = 1): Promise<string> {
  const source = app.get(DataSource);
  const [registered] = await source.transaction((manager) =>
    app.get(DocumentRegister).register(manager, collection.id, [aFile(path)], new Date()),
  );
  const text = 'Leave is granted. '.repeat(chunks);
  const cut = Array.from({ length: chunks }, (_, i) => {
    return { start: i * 18, end: i * 18 + 17, page: 1, lastPage: 1, headingPath: [], tokens: 4 };
  });
  const rest = { pages: [{ page: 1, start: 0, end: text.length }], pageCount: 1, notes: [], chunks: cut };
  await app.get(RevisionRepository).saveParsed(registered!.revisionId, { title: path, metadata: {}, text, ...rest });
  const at = new Date();
  const change = await changes().nextChange(at);
  await source.transaction((manager) => changes().goLive(manager, [registered!.revisionId], change, at));
  return registered!.revisionId;
}

async function begun(requestedBy = SOMEBODY): Promise<IndexGeneration> {
  await generations().liveOrFirst('old@1', DIMENSIONS, 1);
  return app.get(DataSource).transaction((manager) =>
    generations().begin(manager, {
      ...{ embedderId: 'new@2', dimensions: DIMENSIONS, chunkerVersion: 1 },
      ...{ switchMode: 'manual', requestedBy },
    }),
  );
}

async function rowsOf({ id }: IndexGeneration) {
  const table = await app.get(IndexStore).open(tableNameFor(id));
  return ((await table?.query().toArray()) ?? []) as {
    id: string;
    revision_id: string;
    valid_to: bigint;
    meta: Iterable<string>;
  }[];
}

it('goes on where it stopped, and writes every chunk once', async () => {
  for (let i = 0; i < 6; i++) await live(`doc-${i}.txt`, 200);
  const generation = await begun();
  const stop = new AbortController();
  embedders.meanwhile = async () => stop.abort();
  await expect(filling.run(generation.id, await changes().latestChange(), stop.signal)).rejects.toThrow();
  expect(embedders.embedded).toBe(200);
  embedders.meanwhile = async () => undefined;
  expect(await filling.run(generation.id, await changes().latestChange(), NEVER)).toBe(true);
  expect(embedders.embedded).toBe(1_200);
  const rows = await rowsOf(generation);
  expect([rows.length, new Set(rows.map(({ id }) => id)).size]).toEqual([1_200, 1_200]);
  expect(await generations().find(generation.id)).toMatchObject({ done: 1_200, cursor: { revision: null } });

  await live('late.txt', 3);
  await filling.run(generation.id, await changes().latestChange(), NEVER);
  expect([embedders.embedded, (await rowsOf(generation)).length]).toEqual([1_203, 1_203]);
});

it('begins with few chunks and takes more as it sees how fast it is, so that being killed early costs little', async () => {
  for (let i = 0; i < 60; i++) await live(`doc-${i}.txt`);
  const generation = await begun();
  const reached: number[] = [];
  const stop = new AbortController();
  embedders.meanwhile = async () => {
    reached.push(embedders.embedded);
    if (reached.length === 2) stop.abort();
  };
  await expect(filling.run(generation.id, await changes().latestChange(), stop.signal)).rejects.toThrow();
  expect(reached).toEqual([16, 60]);
  expect(await generations().find(generation.id)).toMatchObject({ done: 60 });
});

it('does not miss what changed about a document while it was being embedded', async () => {
  const revision = await live('leave.txt');
  const generation = await begun();
  embedders.meanwhile = async () => {
    // The index is told before the rows are there, and again nobody tells it later.
    const source = app.get(DataSource);
    const [row] = await source.query<{ document_id: string }[]>('SELECT document_id FROM revisions WHERE id = $1', [
      revision,
    ]);
    await source.transaction((manager) =>
      app.get(DocumentRegister).setRemoved(manager, [row!.document_id], new Date()),
    );
    await upkeep.syncValidity();
    const descriptions = app.get(DescriptionRepository);
    await descriptions.begin(revision);
    const values = [{ key: 'party', value: 'Acme', quote: 'Acme' }];
    await source.transaction((manager) => descriptions.save(manager, revision, { name: 'm', sha256: null }, values));
    await upkeep.syncDescriptions();
  };
  await filling.run(generation.id, await changes().latestChange(), NEVER);
  const [row] = await rowsOf(generation);
  expect(String(row!.valid_to)).not.toBe(STILL_VALID);
  expect([...row!.meta].filter((label) => label.includes('='))).toEqual(['party=Acme']);
  expect(await changes().unsyncedValidity(10)).toEqual([]);
});

it('tells ends of validity and descriptions to every generation that is kept', async () => {
  const revision = await live('leave.txt');
  const generation = await begun();
  await filling.run(generation.id, await changes().latestChange(), NEVER);
  const source = app.get(DataSource);
  const [row] = await source.query<{ document_id: string }[]>('SELECT document_id FROM revisions WHERE id = $1', [
    revision,
  ]);
  const removed = async (at: Date | null) => {
    await source.transaction((manager) => app.get(DocumentRegister).setRemoved(manager, [row!.document_id], at));
    await upkeep.syncValidity();
    return String((await rowsOf(generation))[0]!.valid_to) !== STILL_VALID;
  };
  expect(await removed(new Date())).toBe(true);
  expect(await removed(null)).toBe(false);
});

it('stops when it was cancelled, and says so', async () => {
  await live('leave.txt');
  const generation = await begun();
  embedders.meanwhile = async () => {
    await app.get(DataSource).transaction((manager) => generations().drop(manager, generation.id));
  };
  expect(await filling.run(generation.id, await changes().latestChange(), NEVER)).toBe(false);
});

it('keeps one live generation and the one before, and never gives a name twice', async () => {
  const first = await generations().liveOrFirst('old@1', 8, 1);
  expect(await generations().liveOrFirst('old@1', 8, 1)).toMatchObject({ id: first.id });
  const source = app.get(DataSource);
  const [second, third] = [await begun(), await begun()];
  await source.transaction((manager) => generations().switchTo(manager, second.id, 7));
  expect(await generations().previous()).toMatchObject({ id: first.id, cursor: { change: 7 } });
  expect(await source.transaction((manager) => generations().switchTo(manager, third.id, 8))).toEqual([first.id]);
  expect((await generations().all()).map(({ id, state }) => [id, state])).toEqual([
    [second.id, 'retired'],
    [third.id, 'live'],
  ]);
  expect(await source.transaction((manager) => generations().drop(manager, third.id))).toBe(false);
  expect(await source.transaction((manager) => generations().drop(manager, second.id))).toBe(true);
  expect((await begun()).id).toBe('g4');
});

it('goes on serving when the generation that is to take over was dropped meanwhile', async () => {
  const building = await begun();
  const live = await generations().live();
  const source = app.get(DataSource);
  await source.transaction((manager) => generations().drop(manager, building.id));
  expect(await source.transaction((manager) => generations().switchTo(manager, building.id, 7))).toBeNull();
  expect(await generations().live()).toEqual(live);
});

it('takes no wish for the generation that serves already, which would stand in the way of others', async () => {
  const wanted = await begun();
  const source = app.get(DataSource);
  await source.transaction((manager) => generations().switchTo(manager, wanted.id, 7));
  const wish = { kind: 'switch', by: SOMEBODY, isForced: false, reasonSha256: null } as const;
  await source.transaction((manager) => generations().wish(manager, wanted.id, wish));
  expect(await generations().wished()).toBeNull();
});

describe('after an update that reads words otherwise', () => {
  const made = new Map<string, object[]>();
  const queues = {
    offer: async (job: { name: string }, payloads: object[]) => void made.set(job.name, payloads),
  } as unknown as JobQueues;
  const renewing = () =>
    new RenewIndex(app.get(DataSource), embedders.inUse, embedders, generations(), queues, app.get(AuditLog));
  const asOfBefore = () => app.get(DataSource).query(`UPDATE index_generations SET analyser_version = 1`);

  it('builds the index anew beside the one that serves, from its vectors, and knows the languages of its texts', async () => {
    const first = await live('vertrag.txt', 3);
    await app.get(DataSource).query(`UPDATE revisions SET language = 'de', metadata = '{"language":"de"}'`);
    const old = await generations().liveOrFirst('old@1', DIMENSIONS, 1);
    await filling.run(old.id, await changes().latestChange(), NEVER);
    expect(await renewing().run()).toBeNull();
    await asOfBefore();
    const embedded = embedders.embedded;
    const late = await live('late.txt', 2);

    const begun = (await renewing().run())!;
    expect(begun).toMatchObject({ state: 'building', embedderId: 'old@1', analyserVersion: ANALYSER_VERSION });
    expect(made.get('ingestion.rebuild-index')).toEqual([{ generation: begun.id }]);
    await filling.run(begun.id, await changes().latestChange(), NEVER);
    const rows = await rowsOf(begun);
    expect(new Set(rows.map((row) => row.revision_id))).toEqual(new Set([first, late]));
    expect(rows).toHaveLength(5);
    expect(embedders.embedded - embedded).toBe(2);
    expect((await generations().find(begun.id))!.languages).toEqual(['de']);
    expect((await generations().live())!.id).toBe(old.id);
  });

  it('does so for the next starter embedder, once models answer, and leaves an embedder that somebody chose alone', async () => {
    await live('doc.txt');
    const first = await generations().liveOrFirst('starter@1', DIMENSIONS, 1);
    embedders.idInUse = 'starter@2';
    expect(await renewing().run()).toBeNull();
    embedders.starters.add('starter@1').add('starter@2');
    const one = renewing();
    embedders.isSilent = true;
    expect(await one.run()).toBeNull();
    embedders.isSilent = false;
    const begun = (await one.run())!;
    expect(begun).toMatchObject({ state: 'building', embedderId: 'starter@2', switchMode: 'auto' });
    expect((await generations().live())!.id).toBe(first.id);
    await app.get(DataSource).transaction((manager) => generations().drop(manager, begun.id));
    expect(await one.run()).toBeNull();
  });

  it('does so where another file has taken the place of the starter, and not where somebody took their embedder away', async () => {
    const [before, now] = ['starter@0123456789ab', 'starter@ba9876543210'];
    await live('doc.txt');
    await generations().liveOrFirst(before, DIMENSIONS, 1);
    embedders.gone.add(before);
    embedders.idInUse = 'another@ba9876543210';
    embedders.starters.add(now).add('another@ba9876543210');
    expect(await renewing().run()).toBeNull();
    embedders.idInUse = now;
    expect(await renewing().run()).toMatchObject({ state: 'building', embedderId: now, switchMode: 'auto' });
  });

  it('does so once, and not again for somebody who dropped it', async () => {
    await live('doc.txt');
    await generations().liveOrFirst('old@1', DIMENSIONS, 1);
    await asOfBefore();
    const one = renewing();
    const begun = (await one.run())!;
    expect(await renewing().run()).toBeNull();
    await app.get(DataSource).transaction((manager) => generations().drop(manager, begun.id));
    expect(await one.run()).toBeNull();
    expect(await generations().building()).toBeNull();
  });
});

const dropping = () =>
  new DropGenerations(
    ...([generations(), app.get(CollectionRepository), app.get(IndexStore), app.get(IndexWriter), upkeep] as const),
  );

it('is told by the sweep of what went and came back while nobody could be told, in one job', async () => {
  const revision = await live('doc.txt');
  const source = app.get(DataSource);
  const [{ id }] = await source.query<[{ id: string }]>(`SELECT document_id AS id FROM revisions WHERE id = $1`, [
    revision,
  ]);
  const queues = new JobQueues({ kind: 'postgres', url }, () => undefined);
  const following = new FollowIndex(changes(), generations(), filling, dropping(), new WriterGate());
  const renewing = new RenewIndex(source, embedders.inUse, embedders, generations(), queues, app.get(AuditLog));
  // Nobody has an extractor.
  const describing = { pending: () => Promise.resolve([]) } as unknown as DescribeRevision;
  const sweeping = new SweepStrays(
    ...([
      app.get(RevisionRepository),
      generations(),
      app.get(DescriptionRepository),
      app.get(MatterRepository),
    ] as const),
    ...([changes(), app.get(CollectionRemovalRepository), following, renewing, describing] as const),
    ...([app.get(EraseDocument), queues, new SystemClock()] as const),
  );
  const toTell = async () => {
    await sweeping.run(0);
    return (await queues.counts()).index.waiting;
  };
  const set = (removedAt: Date | null) =>
    source.transaction((manager) => app.get(DocumentRegister).setRemoved(manager, [id], removedAt));
  try {
    expect(await toTell()).toBe(0);
    await set(new Date());
    expect([await toTell(), await toTell()]).toEqual([1, 1]);
    await upkeep.syncValidity();
    expect(await changes().unsyncedValidity(1)).toEqual([]);
    await set(null);
    expect(await changes().unsyncedValidity(1)).toMatchObject([{ revisionId: revision, validTo: null }]);
  } finally {
    await queues.onApplicationShutdown();
  }
});

it('drops tables of what is gone: a generation that nobody knows, a scratch collection whose process was killed', async () => {
  const { id } = await generations().liveOrFirst('old@1', DIMENSIONS, 1);
  const scratch = await app.get(CollectionRepository).create('An evaluation', 'scratch');
  const standing = [tableNameFor(id), tableNameFor(id, scratch.id)];
  const gone = [tableNameFor('g99'), tableNameFor('g99', scratch.id), tableNameFor(id, SOMEBODY)];
  for (const table of [...standing, ...gone]) await app.get(IndexStore).openOrCreate(table, DIMENSIONS);
  await dropping().run();
  expect((await app.get(IndexStore).tableNames()).sort()).toEqual(standing.sort());
});

describe('whoever had an index built, or wants it to serve', () => {
  const within = <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> => app.get(DataSource).transaction(work);
  const anAdministrator = (name: string) =>
    within((manager) => app.get(People).add(manager, { name, role: 'administrator' }));
  const suspend = (id: string) => within((manager) => app.get(People).change(manager, id, { suspended: true }));
  const building = () =>
    new RebuildIndex(
      ...([app.get(IndexFeedRepository), changes(), generations(), filling, dropping(), upkeep] as const),
      ...([new WriterGate(), app.get(Standing)] as const),
    );

  it('is suspended: the build ends with a code, goes on for nobody, and is begun anew by another', async () => {
    const [ada, otto] = [await anAdministrator('Ada'), await anAdministrator('Otto')];
    for (let i = 0; i < 4; i++) await live(`doc-${i}.txt`, 200);
    const generation = await begun(ada);
    embedders.meanwhile = async () => {
      await suspend(ada);
      await delay(1_500);
    };
    expect(await building().run(generation.id, NEVER)).toBe(false);
    expect(await generations().find(generation.id)).toMatchObject({
      ...{ state: 'failed', builtAt: null, error: { code: 'work.beginner_gone' } },
    });
    const { embedded } = embedders;
    expect(embedded).toBeLessThan(800);
    embedders.meanwhile = async () => undefined;
    expect(await building().run(generation.id, NEVER)).toBe(false);
    expect(embedders.embedded).toBe(embedded);
    expect(await building().run((await begun(otto)).id, NEVER)).toBe(true);
  }, 30_000);

  it('is suspended before it serves: it does not, says why, and serves by the wish of another', async () => {
    const [ada, otto] = [await anAdministrator('Ada'), await anAdministrator('Otto')];
    await live('doc.txt');
    const generation = await begun(ada);
    expect(await building().run(generation.id, NEVER)).toBe(true);
    const wish = { kind: 'switch', by: 'system', isForced: false, reasonSha256: null } as const;
    await generations().markReady(generation.id, wish);
    await suspend(ada);
    const switching = new SwitchIndex(
      ...([app.get(DataSource), changes(), generations(), filling, dropping(), upkeep, new WriterGate()] as const),
      ...([app.get(AuditLog), app.get(Standing)] as const),
    );
    await switching.run(NEVER);
    expect(await generations().find(generation.id)).toMatchObject({
      ...{ state: 'ready', wish: null, error: { code: 'work.beginner_gone' } },
    });
    await within((manager) => generations().wish(manager, generation.id, { ...wish, by: otto }));
    await switching.run(NEVER);
    expect((await generations().live())?.id).toBe(generation.id);
  }, 30_000);
});
