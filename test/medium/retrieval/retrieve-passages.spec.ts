import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canSee, chunkId } from '#knowledge';
import type { Visibility } from '#knowledge';
import { Embedder, EmbedderGone, Embedders, ModelUnavailable, Reranker } from '#models';
import type { EmbeddedText, EmbedderModel, RankedTexts, RerankerModel } from '#models';
import {
  BrowseDocuments,
  CountMatches,
  PassageSource,
  QuestionReader,
  RerankStage,
  RetrievePassages,
  parseQuery,
  planQuery,
} from '#retrieval';
import type { FoundRevision, RetrievalRequest, StoredPassage } from '#retrieval';
import { IndexStore, IndexWriter, SearchIndex, tableNameFor, tokensAsWords } from '#search-index';
import { aVisibility } from '#testing';

const TABLE = tableNameFor(1);
const RERANK_WITHIN_MS = 1_000;
const TOPICS = ['leave', 'fire', 'travel', 'pension'];

/** One dimension a topic: a text points to the topics that it names, in any of their forms. */
class TopicEmbedder extends Embedder {
  isDown = false;
  comparesWords = false;
  forgetsWords = false;

  async model(): Promise<EmbedderModel> {
    const size = { dimensions: TOPICS.length, contextTokens: 512, comparesWords: this.comparesWords };
    return { id: 'topics@1', name: 'topics', sha256: null, fusionWeight: null, isStarter: true, ...size };
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

  override async compareWords(question: string, texts: readonly string[]): Promise<number[]> {
    if (this.forgetsWords) throw new ModelUnavailable('The embedder is away.');
    return texts.map((text) => (text.includes(question.split(' ')[0]!) ? 1 : 0));
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
  name = 'partial';
  tookMs = 0;
  fails = false;
  read: readonly string[] = [];

  async model(): Promise<RerankerModel | null> {
    return this.isInstalled ? { name: this.name, sha256: `of ${this.name}` } : null;
  }

  async rerank(query: string, texts: readonly string[]): Promise<RankedTexts> {
    this.read = texts;
    await new Promise((resolve) => setTimeout(resolve, this.tookMs));
    if (this.fails) throw new ModelUnavailable('The reranker is away.');
    const model = { name: this.name, sha256: `of ${this.name}` };
    return { model, scores: texts.map((text) => (text.includes('favourite') ? 0.9 : 0.1)) };
  }
}

class PassagesInMemory extends PassageSource {
  readonly passages = new Map<string, StoredPassage>();
  readonly dates = new Map<string, string>();
  asked: string[][] = [];

  async hydrate(visibility: Visibility, chunkIds: readonly string[]) {
    this.asked.push([...chunkIds]);
    const found = chunkIds
      .flatMap((id) => this.passages.get(id) ?? [])
      .filter((one) => canSee(visibility, one.collectionId));
    return new Map(found.map((passage) => [passage.chunkId, passage]));
  }

  async describe(visibility: Visibility, revisionIds: readonly string[]) {
    const found = [...this.passages.values()].filter(
      ({ revisionId, collectionId }) => revisionIds.includes(revisionId) && canSee(visibility, collectionId),
    );
    return new Map(
      found.map(({ revisionId, documentId, collectionId }): [string, FoundRevision] => {
        const facts = { authors: [], language: null, matter: null, date: this.dates.get(documentId) ?? null };
        return [revisionId, { documentId, collectionName: collectionId, type: 'txt', ...facts }];
      }),
    );
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
  const index = new SearchIndex(store);
  const counting = new CountMatches(source);
  retrieve = new RetrievePassages(
    ...([new QuestionReader(embedder, new OneEmbedder(embedder)), index, source, stage] as const),
    ...([new BrowseDocuments(index, source, counting), counting] as const),
  );
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

it('adds what further queries find, inside the same sight, and keeps all that the query finds in its order', async () => {
  await library([
    ['a', 'Working hours at home.'],
    ['b', 'The home page of the office.'],
    ['c', 'Telework is agreed in writing.'],
  ]);
  await library([['hidden', 'Telework is for the board.']], 'board');
  const sees = (request: Partial<RetrievalRequest>) =>
    run('home', { mode: 'keyword', ...request }, aVisibility(['staff']));
  const plain = await sees({});
  const besides = await sees({ besides: ['telework'] });
  expect(idsOf(plain)).not.toContain('c');
  expect(idsOf(besides)).toEqual([...idsOf(plain), 'c']);
  expect(besides.passages.slice(0, -1)).toEqual(plain.passages);
  expect(idsOf(await sees({ besides: [] }))).toEqual(idsOf(plain));
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

it('looks at the words of the best, one by one, in a search by vectors, where the embedder compares words', async () => {
  await library([
    ['first', 'leave, travel'],
    ['second', 'leave for a sabbatical, travel'],
    ['other', 'fire drill'],
  ]);
  const byVector = (more?: Partial<RetrievalRequest>) => run('sabbatical leave travel', { mode: 'vector', ...more });
  const plain = await byVector();
  expect(idsOf(plain)).toEqual(['first', 'second', 'other']);
  expect(plain.boosts).toBeUndefined();
  embedder.comparesWords = true;
  const { passages, boosts } = await byVector();
  expect(boosts).toMatchObject({ kinship: 0.8, title: 0 });
  expect(idsOf({ passages })).toEqual(['second', 'first', 'other']);
  expect(passages[0]!.score).toBeCloseTo(passages[0]!.scores.cosine! + 0.8, 5);
  expect(passages[1]!.score).toBe(passages[1]!.scores.cosine);
  expect(idsOf(await byVector({ boosts: { kinship: 0 } }))).toEqual(['first', 'second', 'other']);
  expect((await run('sabbatical leave', { mode: 'hybrid' })).boosts).toMatchObject({ kinship: 0 });
  embedder.forgetsWords = true;
  const unmoved = await byVector();
  expect(idsOf(unmoved)).toEqual(['first', 'second', 'other']);
  expect(unmoved.boosts).toMatchObject({ kinship: 0 });
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

  it('names the model that ranked, also right after another one was put to use', async () => {
    expect((await run('travel expense')).rerank).toMatchObject({ model: 'partial', sha256: 'of partial' });
    reranker.name = 'successor';
    expect((await run('travel expense')).rerank).toMatchObject({ model: 'successor', sha256: 'of successor' });
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

describe('operators', () => {
  const plan = (query: string) => ({ query, plan: planQuery(parseQuery(query)) });
  const found = async (query: string, more: Partial<RetrievalRequest> = {}, visibility = everyone) =>
    idsOf(await run(query, { ...plan(query), ...more }, visibility)).sort();

  beforeEach(() =>
    library([
      ['a', 'The notice period for leave is a month.'],
      ['b', 'Notice of the fire drill; the period is May.'],
      ['c', 'A draft of the notice period for travel.'],
    ]),
  );

  it('take a phrase at its word, whichever leg finds it', async () => {
    for (const mode of ['hybrid', 'keyword', 'vector'] as const)
      expect(await found('"notice period"', { mode })).toEqual(['a', 'c']);
    expect(await found('leave "notice  PERIOD" -drafts')).toEqual(['a']);
    expect(await found('notice -"fire drill"')).toEqual(['a', 'c']);
    expect(await found('notice -draft', { mode: 'vector' })).toEqual(['a', 'b']);
  });

  it('take a phrase in whichever characters it is written', async () => {
    await library([
      ['simplified', '房屋租赁合同签署后，头发等物须清理干净。'],
      ['traditional', '房屋租賃合同簽署後，頭髮等物須清理乾淨。'],
      ['other', '房屋买卖合同。'],
    ]);
    for (const query of ['"租賃合同"', '"租赁合同签署后"', '合同 "头发" -汽车', '"清理干净"'])
      expect([query, await found(query, { mode: 'keyword' })]).toEqual([query, ['simplified', 'traditional']]);
    expect(await found('合同 -租賃合同', { mode: 'keyword' })).toEqual(['other']);
  });

  it('list what fits where there are no words, newest first', async () => {
    source.passages.clear();
    await library([[chunkId('old', 0), 'Old.', 'old']]);
    await library([[chunkId('new', 0), 'New.', 'new']]);
    source.dates.set('old', '2019-01-01').set('new', '2024-01-01');
    const listed = await run('', { ...plan('type:txt'), facets: true });
    expect(listed.passages.map(({ documentId }) => documentId)).toEqual(['new', 'old']);
    expect(listed.facets?.counts.year).toEqual([
      { value: '2024', documents: 1 },
      { value: '2019', documents: 1 },
    ]);
  });

  it('refuse a phrase that the index knows nothing of', async () => {
    await expect(found('"to be or not to be"')).rejects.toMatchObject({ code: 'search.phrase_too_common' });
  });
});

describe('counting the matches', () => {
  it('counts documents with a word of the query, and none that is hidden', async () => {
    await library([
      ['a', 'Leave, first.', 'one'],
      ['b', 'Leave, second.', 'one'],
      ['c', 'Fire.', 'two'],
    ]);
    await library([['d', 'Leave for the board.', 'three']], 'board');
    const all = await run('leave', { facets: true });
    expect(all.facets).toMatchObject({ documents: 2, isPartial: false });
    expect(all.facets?.counts.collection).toEqual([
      { value: 'board', documents: 1 },
      { value: 'staff', documents: 1 },
    ]);
    const some = await run('leave', { facets: true }, aVisibility(['staff']));
    expect(some.facets?.counts.collection).toEqual([{ value: 'staff', documents: 1 }]);
    expect((await run('leave')).facets).toBeNull();
  });
});

describe('other orders', () => {
  beforeEach(() =>
    library([
      ['a', 'leave leave one', 'one'],
      ['b', 'leave leave two', 'one'],
      ['c', 'leave leave three', 'one'],
      ['d', 'leave and something else entirely', 'two'],
    ]),
  );

  it('lets no document stand alone on top when asked to be diverse', async () => {
    expect(
      idsOf(await run('leave', { mode: 'keyword' }))
        .slice(0, 3)
        .sort(),
    ).toEqual(['a', 'b', 'c']);
    const varied = idsOf(await run('leave', { mode: 'keyword', order: { diverse: true }, limit: 3 }));
    expect(varied).toContain('d');
    expect(idsOf(await run('leave', { mode: 'keyword', order: { diverse: true } })).sort()).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('puts the newest first, or lets age count', async () => {
    source.dates.set('one', '2001-01-01').set('two', new Date().toISOString().slice(0, 10));
    expect(idsOf(await run('leave', { mode: 'keyword', order: { sort: 'newest' } }))[0]).toBe('d');
    const byAge = await run('leave', { order: { halfLifeDays: 365 } });
    expect(byAge.passages.find(({ chunkId: id }) => id === 'd')!.score).toBeGreaterThan(
      (await run('leave')).passages.find(({ chunkId: id }) => id === 'a')!.score - 1,
    );
  });
});

describe('by document', () => {
  const filling = Array.from(
    { length: 60 },
    (_, i) => [`long-${String(i)}`, `leave leave leave, part ${String(i)}`, 'long'] as const,
  );
  const shown = async (more: Partial<RetrievalRequest>, visibility = everyone) => {
    const { passages, documents } = await run('leave', { perDocument: 2, ...more }, visibility);
    return { passages: passages.map(({ documentId }) => documentId), documents };
  };

  beforeEach(() =>
    library([
      ...filling,
      ['short-1', 'What is said of leave among many other words that say something else', 'short'],
      ['short-2', 'Nothing of the kind: a fire drill and what comes after it', 'short'],
      ['other', 'Once more a word of leave, in a text that goes on and on about pensions and travel', 'other'],
    ]),
  );

  it('lets no document fill the list, and lists below its best what else has a word of the query', async () => {
    for (const mode of ['hybrid', 'keyword'] as const) {
      expect(idsOf(await run('leave', { mode })).every((id) => id.startsWith('long'))).toBe(true);
      const { passages, documents } = await shown({ mode });
      expect(passages.slice(0, 2)).toEqual(['long', 'long']);
      expect([...passages].sort()).toEqual(['long', 'long', 'other', 'short']);
      expect(documents![0]).toEqual({ documentId: 'long', passages: 2, hasMore: true });
      expect(documents!.slice(1)).toEqual(passages.slice(2).map((documentId) => one(documentId)));
    }
    expect((await run('leave')).documents).toBeUndefined();
  });

  it('says of each document that it has more where only vectors are searched, too', async () => {
    const { documents } = await shown({ mode: 'vector', limit: 1 });
    expect(documents).toEqual([{ documentId: 'long', passages: 2, hasMore: true }]);
  });

  it('counts documents, whatever the order', async () => {
    expect((await shown({ limit: 2 })).documents).toHaveLength(2);
    source.dates.set('long', '2001-01-01').set('short', '2024-01-01').set('other', '2023-01-01');
    const { passages } = await shown({ order: { sort: 'newest', diverse: true } });
    expect(passages).toEqual(['short', 'other', 'long', 'long']);
  });

  it('gives no place to a document of which another says all that matches', async () => {
    await library([['twin', 'What is said of leave among many other words that say something else', 'twin']]);
    const { documents } = await shown({ limit: 3 });
    const found = documents!.map(({ documentId }) => documentId);
    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining(['long', 'other']));
  });

  it('lists what fits a phrase below its best, however many better ones only have the words', async () => {
    const texts = (count: number, id: string, words: (i: number) => string) =>
      Array.from({ length: count }, (_, i) => [`${id}-${String(i)}`, words(i), 'lease'] as const);
    await library([
      ...texts(60, 'words', (i) => `notice, then a period: period ${String(i)} of notice`),
      ...texts(17, 'phrase', (i) => `A notice period ${'of this and that '.repeat(9)} ${String(i)}`),
    ]);
    const query = '"notice period"';
    const found = await run(query, { mode: 'keyword', perDocument: 2, plan: planQuery(parseQuery(query)) });
    expect(found.documents).toEqual([{ documentId: 'lease', passages: 2, hasMore: true }]);
  });

  it('shows nothing of a document that is hidden', async () => {
    await library([['secret', 'leave leave leave for the board', 'secret']], 'board');
    expect((await shown({})).passages).toContain('secret');
    expect((await shown({}, aVisibility(['staff']))).passages).not.toContain('secret');
  });

  const one = (documentId: string) => ({ documentId, passages: 1, hasMore: false });
});

it('finds the like of something by its words and its vector', async () => {
  await library([
    ['a', 'Parental leave.'],
    ['b', 'Fire drill.'],
  ]);
  const like = { terms: tokensAsWords(['drill']), vector: Float32Array.of(0.1, 1, 0.1, 0.1) };
  expect(idsOf(await run('', { like }))[0]).toBe('b');
  expect(idsOf(await run('', { like, conditions: [{ anyOf: [{ documents: ['b'] }], isExcluded: true }] }))).toEqual([
    'a',
  ]);
});
