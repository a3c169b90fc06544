import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canSee } from '#knowledge';
import type { Visibility } from '#knowledge';
import { Embedder, EmbedderGone, Embedders, ModelUnavailable, Reranker } from '#models';
import type { EmbeddedText, EmbedderModel, RerankerModel } from '#models';
import { PassageSource, RerankStage, RetrievePassages } from '#retrieval';
import type { RetrievalRequest, StoredPassage } from '#retrieval';
import { IndexStore, IndexWriter, SearchIndex, tableNameFor } from '#search-index';
import { aVisibility } from '#testing';

const TABLE = tableNameFor(1);
const RERANK_WITHIN_MS = 1_000;
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

/** Serves exactly the one embedder. */
class OneEmbedder extends Embedders {
  constructor(private readonly one: Embedder) {
    super();
  }

  of(id: string): Embedder {
    if (id !== 'topics@1') throw new EmbedderGone(id);
    return this.one;
  }

  named(): Embedder {
    return this.one;
  }
}

/** Finds the texts that name the favourite best, when it has the role and in its own time. */
class PartialReranker extends Reranker {
  isInstalled = false;
  tookMs = 0;
  fails = false;
  read: readonly string[] = [];

  async model(): Promise<RerankerModel | null> {
    return this.isInstalled ? { name: 'partial', sha256: null } : null;
  }

  async rerank(query: string, texts: readonly string[]): Promise<number[]> {
    this.read = texts;
    await new Promise((resolve) => setTimeout(resolve, this.tookMs));
    if (this.fails) throw new ModelUnavailable('The reranker is away.');
    return texts.map((text) => (text.includes('favourite') ? 0.9 : 0.1));
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
let reranker: PartialReranker;
let retrieve: RetrievePassages;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-retrieval-'));
  store = new IndexStore({ uri: folder });
  embedder = new TopicEmbedder();
  source = new PassagesInMemory();
  reranker = new PartialReranker();
  const stage = new RerankStage(reranker, RERANK_WITHIN_MS);
  retrieve = new RetrievePassages(embedder, new OneEmbedder(embedder), new SearchIndex(store), source, stage);
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

it('says the same words once, and names the other documents that say them', async () => {
  await library([
    ['a1', 'Confidential travel plan.', 'a'],
    ['a2', 'Confidential travel plan.', 'a'],
    ['b1', 'CONFIDENTIAL travel plan', 'b'],
    ['c1', 'Confidential travel plan 2.', 'c'],
  ]);
  const found = await run('travel plan');
  expect(idsOf(found)).toEqual(['a1', 'c1']);
  expect(found.passages[0]!.copies).toMatchObject([{ documentId: 'b', chunkId: 'b1' }]);
});

it('counts the vectors as much as was measured for the index', async () => {
  await library([['a', 'Parental leave lasts a year.']]);
  expect((await run('leave', { embedder: 'topics@1', fusionWeight: 0.33 })).weights.vector).toBe(0.33);
});

it('goes on by keywords when the embedder of the index is gone', async () => {
  await library([['a', 'Parental leave lasts a year.']]);
  expect(await run('parental', { embedder: 'another@2' })).toMatchObject({
    degraded: 'embedder_changed',
    passages: [{ chunkId: 'a' }],
  });
});

describe('with a reranker in the role', () => {
  beforeEach(async () => {
    reranker.isInstalled = true;
    await library(
      Array.from(
        { length: 60 },
        (_, i) => [`c${i}`, `travel expense ${'and so on '.repeat(i % 40)} ${i === 15 ? 'favourite' : i}`] as const,
      ),
    );
  });

  it('puts the best passages in its order, whose scores fall, and leaves the others behind them', async () => {
    const blended = await run('travel expense', { rerank: 'off', limit: 50 });
    expect(blended.rerank).toBeNull();
    const found = await run('travel expense', { limit: 50 });
    expect(found.rerank).toMatchObject({ model: 'partial', outcome: 'done', passages: 40 });
    expect(idsOf(found)[0]).toBe('c15');
    expect(found.passages[0]!.scores.rerank).toBe(0.9);
    const scores = found.passages.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(idsOf(found).slice(1)).toEqual(idsOf(blended).filter((id) => id !== 'c15'));
  });

  it('finds with few passages wanted what was further down', async () => {
    const blended = idsOf(await run('travel expense', { rerank: 'off', limit: 40 })).indexOf('c15');
    expect(blended).toBeGreaterThan(1);
    expect(idsOf(await run('travel expense', { limit: 1 }))).toEqual(['c15']);
  });

  it('keeps the order and says so when it fails, is too slow, or was not to be asked', async () => {
    const blended = idsOf(await run('travel expense', { rerank: 'off' }));
    reranker.fails = true;
    expect(await run('travel expense')).toMatchObject({ rerank: { outcome: 'failed' } });
    expect(idsOf(await run('travel expense'))).toEqual(blended);
    reranker.fails = false;
    reranker.tookMs = 3 * RERANK_WITHIN_MS;
    const slow = await run('travel expense');
    expect(slow.rerank).toMatchObject({ outcome: 'too_slow', passages: 40 });
    expect(slow.timingsMs.total).toBeLessThan(2.5 * RERANK_WITHIN_MS);
    expect(idsOf(slow)).toEqual(blended);
    reranker.read = [];
    expect((await run('travel expense', { mode: 'keyword' })).rerank).toBeNull();
    expect(reranker.read).toEqual([]);
  });

  it('gives a slow one fewer passages, until it is let alone for a while', async () => {
    reranker.tookMs = 2 * RERANK_WITHIN_MS;
    const given: number[] = [];
    for (let i = 0; i < 5; i++) given.push((await run('travel expense')).rerank!.passages);
    expect(given).toEqual([40, 20, 10, 5, 0]);
  }, 30_000);
});

it('shows nobody what a wall keeps from them', async () => {
  await library([['a', 'Parental leave lasts a year.']], 'board');
  const walled = aVisibility('all', ['board']);
  expect(idsOf(await run('parental leave', {}, walled))).toEqual([]);
  expect(source.asked).toEqual([]);
  expect(idsOf(await run('parental leave', { collections: ['elsewhere'] }))).toEqual([]);
});
