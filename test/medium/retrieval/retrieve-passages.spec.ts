import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canSee } from '#knowledge';
import type { Visibility } from '#knowledge';
import { Embedder, ModelUnavailable } from '#models';
import type { EmbeddedText, EmbedderModel } from '#models';
import { PassageSource, RetrievePassages } from '#retrieval';
import type { RetrievalRequest, StoredPassage } from '#retrieval';
import { IndexStore, IndexWriter, SearchIndex, tableNameFor } from '#search-index';
import { aVisibility } from '#testing';

const TABLE = tableNameFor(1);
const TOPICS = ['leave', 'fire', 'travel', 'pension'];

/** One dimension a topic: a text points to the topics that it names, in any of their forms. */
class TopicEmbedder extends Embedder {
  isDown = false;

  async model(): Promise<EmbedderModel> {
    const size = { dimensions: TOPICS.length, contextTokens: 512 };
    return { id: 'topics@1', name: 'topics', sha256: null, isStarter: true, ...size };
  }

  async embedPassages(texts: readonly string[]): Promise<EmbeddedText[]> {
    if (this.isDown) throw new ModelUnavailable('The embedder is away.');
    return texts.map((text) => {
      const vector = Float32Array.from(TOPICS, (topic) => (text.toLowerCase().includes(topic) ? 1 : 0.1));
      return { vector, tokens: 1, truncated: false };
    });
  }

  async embedQuery(text: string): Promise<EmbeddedText> {
    return (await this.embedPassages([text]))[0]!;
  }
}

class PassagesInMemory extends PassageSource {
  readonly passages = new Map<string, StoredPassage>();
  asked: string[][] = [];

  async hydrate(visibility: Visibility, chunkIds: readonly string[]) {
    this.asked.push([...chunkIds]);
    const found = chunkIds
      .flatMap((id) => this.passages.get(id) ?? [])
      .filter((one) => canSee(visibility, one.collectionId));
    return new Map(found.map((passage) => [passage.chunkId, passage]));
  }
}

let folder: string;
let store: IndexStore;
let embedder: TopicEmbedder;
let source: PassagesInMemory;
let retrieve: RetrievePassages;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-retrieval-'));
  store = new IndexStore({ uri: folder });
  embedder = new TopicEmbedder();
  source = new PassagesInMemory();
  retrieve = new RetrievePassages(embedder, new SearchIndex(store), source);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** Stores and indexes texts as `[chunk id, text, document id]`. */
async function library(texts: readonly (readonly [string, string, string?])[], collectionId = 'staff') {
  const vectors = await embedder.embedPassages(texts.map(([, text]) => text));
  const passages = texts.map(([chunkId, text, documentId = chunkId]): StoredPassage => {
    const place = {
      collectionId,
      documentId,
      revisionId: documentId,
      revision: 1,
      title: '',
      path: `${documentId}.txt`,
    };
    return {
      chunkId,
      ...place,
      page: 1,
      headingPath: [],
      text,
      span: { start: 0, end: text.length },
      isSuperseded: false,
    };
  });
  for (const passage of passages) source.passages.set(passage.chunkId, passage);
  await new IndexWriter(store).upsert(
    TABLE,
    passages.map((passage, i) => {
      return { ...passage, mediaType: 'text/plain', metadata: {}, vector: vectors[i]!.vector, validFrom: i + 1 };
    }),
  );
}

const everyone = aVisibility();
const run = (query: string, more: Partial<RetrievalRequest> = {}, visibility = everyone) =>
  retrieve.run(visibility, {
    query,
    tables: [TABLE],
    collections: [],
    filter: {},
    asOf: null,
    mode: 'hybrid',
    limit: 10,
    ...more,
  });
const idsOf = ({ passages }: { passages: readonly { chunkId: string }[] }) => passages.map(({ chunkId }) => chunkId);

it('finds nothing in an empty library', async () => {
  expect(await run('leave')).toMatchObject({ passages: [], embedder: 'topics@1', mode: 'hybrid' });
});

it('puts the best first, with its words, its scores and how it was found', async () => {
  await library([
    ['a', 'Parental leave lasts a year.'],
    ['b', 'A fire drill is held in May.'],
  ]);
  const found = await run('How long is parental leave?');
  expect(idsOf(found)).toEqual(['a', 'b']);
  expect(found.passages[0]).toMatchObject({ text: 'Parental leave lasts a year.', documentId: 'a' });
  expect(found.passages[0]!.scores.keyword).toBeGreaterThan(0);
  expect(found.passages[0]!.scores.cosine).toBeCloseTo(1, 5);
  expect(found.passages[1]!.scores.keyword).toBe(0);
  expect(found.weights.vector).toBeGreaterThan(0);
  expect(found.timingsMs.total).toBeGreaterThanOrEqual(found.timingsMs.search);
  expect(await run('How long is parental leave?')).toMatchObject({ passages: found.passages });
});

it('searches by one leg when told to', async () => {
  await library([
    ['word', 'Day of the year.'],
    ['topic', 'pensionskasse'],
  ]);
  const byKeyword = await run('pension year', { mode: 'keyword' });
  expect(idsOf(byKeyword)).toEqual(['word']);
  expect(byKeyword).toMatchObject({ embedder: null, weights: { keyword: 1, vector: 0 } });
  expect(byKeyword.passages[0]!.scores.cosine).toBeNull();
  const byVector = await run('pension year', { mode: 'vector' });
  expect(idsOf(byVector)).toEqual(['topic', 'word']);
  expect(byVector.passages[0]!.score).toBe(byVector.passages[0]!.scores.cosine);
});

it('goes on by keywords when the embedder is away, and says so; by vectors it cannot', async () => {
  await library([['a', 'Parental leave lasts a year.']]);
  embedder.isDown = true;
  expect(await run('parental')).toMatchObject({
    degraded: 'embedder_unavailable',
    embedder: null,
    passages: [{ chunkId: 'a' }],
  });
  await expect(run('parental', { mode: 'vector' })).rejects.toThrow(ModelUnavailable);
});

it('fills up to the limit past candidates that the library no longer has', async () => {
  await library(Array.from({ length: 60 }, (_, i) => [`c${i}`, `travel expense ${i}`] as const));
  for (let i = 0; i < 50; i++) source.passages.delete(`c${i}`);
  const found = await run('travel expense', { limit: 5 });
  expect(found.passages).toHaveLength(5);
  expect(source.asked.flat()).toHaveLength(new Set(source.asked.flat()).size);
});

it('says the same words of one document once, and of two documents twice', async () => {
  await library([
    ['a1', 'Confidential travel plan.', 'a'],
    ['a2', 'Confidential travel plan.', 'a'],
    ['b1', 'Confidential travel plan.', 'b'],
  ]);
  expect(idsOf(await run('travel plan'))).toEqual(['a1', 'b1']);
});

it('shows nobody what a wall keeps from them', async () => {
  await library([['a', 'Parental leave lasts a year.']], 'board');
  const walled = aVisibility('all', ['board']);
  expect(idsOf(await run('parental leave', {}, walled))).toEqual([]);
  expect(source.asked).toEqual([]);
  expect(idsOf(await run('parental leave', { collections: ['elsewhere'] }))).toEqual([]);
});
