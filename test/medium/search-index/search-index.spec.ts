import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Visibility, canSee } from '#knowledge';
import {
  ANALYSER_VERSION,
  dateRangeLabels,
  IndexStore,
  IndexWriter,
  lexiconOf,
  SearchIndex,
  tableNameFor,
  tokensAsWords,
  VectorMismatch,
  wholeLabel,
  wordLabels,
} from '#search-index';
import { aVisibility } from '#testing';
import type { IndexQuery, IndexRow, RowCondition } from '#search-index';

const TABLE = tableNameFor(1);
const lexicon = lexiconOf({ analyserVersion: ANALYSER_VERSION, languages: ['ar', 'zh'] });
const words = (query: string) => lexicon.words(query);

let folder: string;
let store: IndexStore;
let writer: IndexWriter;
let index: SearchIndex;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-index-'));
  store = new IndexStore({ uri: folder });
  writer = new IndexWriter(store);
  index = new SearchIndex(store);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

function aRow(chunkId: string, more: Partial<IndexRow> = {}): IndexRow {
  return {
    chunkId,
    collectionId: 'payroll',
    documentId: 'document',
    revisionId: 'revision',
    mediaType: 'text/plain',
    path: 'handbook/leave.txt',
    metadata: {},
    title: 'Leave',
    headingPath: [],
    text: 'parental leave',
    vector: Float32Array.of(1, 0, 0, 0),
    validFrom: 1,
    ...more,
  };
}

const aQuery = (more: Partial<IndexQuery> & { query?: string } = {}): IndexQuery => ({
  tables: [TABLE],
  visibility: aVisibility(),
  filter: {},
  asOf: null,
  terms: words(more.query ?? 'parental leave'),
  vector: Float32Array.of(1, 0.1, 0, 0),
  keywordLimit: 50,
  vectorLimit: 50,
  ...more,
});
const search = (more: Parameters<typeof aQuery>[0] = {}) => index.search(aQuery(more));

/** What each leg finds, so that a filter that holds in one leg only would show. */
async function found(more: Partial<IndexQuery> = {}) {
  const byKeyword = await search({ ...more, vector: null });
  const byVector = await search({ ...more, terms: null });
  const ids = [...byKeyword.keyword.keys()].sort();
  expect([...byVector.cosine.keys()].sort()).toEqual(ids);
  expect(byVector.keyword.size + byKeyword.cosine.size).toBe(0);
  return ids;
}

describe('writing', () => {
  it('changes nothing the second time', async () => {
    const rows = [aRow('a'), aRow('b', { text: 'sick leave', vector: Float32Array.of(0, 1, 0, 0) })];
    await writer.upsert(TABLE, rows);
    const before = await search();
    await writer.upsert(TABLE, rows);
    expect(await search()).toEqual(before);
    expect(await writer.stats(TABLE)).toMatchObject({ chunks: 2 });
  });

  it('keeps one row of those that say the same id in one batch: the last', async () => {
    await writer.upsert(TABLE, [aRow('a', { collectionId: 'wrong' }), aRow('a')]);
    expect((await search()).info.get('a')).toMatchObject({ collectionId: 'payroll' });
    expect(await writer.stats(TABLE)).toMatchObject({ chunks: 1 });
  });

  it('leaves no tail of an earlier, longer chunking, and no other revision touched', async () => {
    await writer.upsert(TABLE, [aRow('a0'), aRow('a1'), aRow('a2'), aRow('b0', { revisionId: 'other' })]);
    await writer.upsert(TABLE, [aRow('a0'), aRow('a1')]);
    expect(await found()).toEqual(['a0', 'a1', 'b0']);
  });

  it('refuses vectors of another length, and vectors that are no numbers, before anything is written', async () => {
    await writer.upsert(TABLE, [aRow('a')]);
    const short = aRow('b', { vector: Float32Array.of(1, 0) });
    await expect(writer.upsert(TABLE, [aRow('c'), short])).rejects.toThrow(VectorMismatch);
    await expect(writer.upsert(TABLE, [short])).rejects.toThrow(VectorMismatch);
    await expect(writer.upsert(TABLE, [aRow('d', { vector: Float32Array.of(1, NaN, 0, 0) })])).rejects.toThrow(
      VectorMismatch,
    );
    await expect(search({ vector: Float32Array.of(1, 0) })).rejects.toThrow(VectorMismatch);
    expect(await found()).toEqual(['a']);
  });

  it('survives writes that come at once', async () => {
    const ids = Array.from({ length: 12 }, (_, i) => `c${String(i).padStart(2, '0')}`);
    await Promise.all(ids.map((id) => writer.upsert(TABLE, [aRow(id, { revisionId: id })])));
    expect(await found()).toEqual(ids);
  });

  it('adds revisions that are new without looking for them, and replaces others of the same batch', async () => {
    const [known, fresh] = [aRow('a', { collectionId: 'wrong' }), aRow('b', { revisionId: 'new' })];
    await writer.upsert(TABLE, [known]);
    await writer.upsert(TABLE, [aRow('a'), fresh], new Set(['new']));
    expect(await found()).toEqual(['a', 'b']);
    expect((await search()).info.get('a')).toMatchObject({ collectionId: 'payroll' });
    // As after a crash: nobody can say any more that it is new.
    await writer.upsert(TABLE, [aRow('a'), fresh]);
    expect(await writer.stats(TABLE)).toMatchObject({ chunks: 2 });
  });

  it('leaves one row of those that two writers wrote, the one that became valid last', async () => {
    const fresh = new Set(['r1', 'r2']);
    const rows = ['a', 'b', 'c'].map((id) => aRow(id, { revisionId: id === 'c' ? 'r2' : 'r1' }));
    await writer.upsert(TABLE, rows, fresh);
    await writer.upsert(
      TABLE,
      rows.slice(0, 2).map((row) => ({ ...row, validFrom: 7 })),
      fresh,
    );
    expect(await writer.stats(TABLE)).toMatchObject({ chunks: 5 });
    expect(await writer.removeDoubles(TABLE)).toBe(2);
    expect(await writer.removeDoubles(TABLE)).toBe(0);
    expect(await found()).toEqual(['a', 'b', 'c']);
    expect(await found({ asOf: 6 })).toEqual(['c']);
    await writer.removeDoubles(tableNameFor(99));
  });

  it('removes revisions for good, and does nothing where there is nothing', async () => {
    await writer.removeRevisions(TABLE, ['revision']);
    await writer.supersede(TABLE, [{ revisionId: 'revision', validTo: 3 }]);
    await writer.optimize(TABLE, { keepVersionsMs: 0 });
    await writer.dropTable(TABLE);
    await writer.upsert(TABLE, []);
    expect(await store.tableNames()).toEqual([]);
    await writer.upsert(TABLE, [aRow('a'), aRow('b', { revisionId: "it's" })]);
    await writer.removeRevisions(TABLE, ["it's"]);
    expect(await found()).toEqual(['a']);
  });
});

describe('time', () => {
  it('finds what is valid now, or was then', async () => {
    await writer.upsert(TABLE, [aRow('old', { revisionId: 'r1', validFrom: 10 })]);
    await writer.upsert(TABLE, [aRow('new', { revisionId: 'r2', validFrom: 20 })]);
    await writer.supersede(TABLE, [{ revisionId: 'r1', validTo: 20 }]);
    await writer.supersede(TABLE, [{ revisionId: 'r1', validTo: 20 }]);
    expect(await found()).toEqual(['new']);
    expect(await found({ asOf: 9 })).toEqual([]);
    expect(await found({ asOf: 10 })).toEqual(['old']);
    expect(await found({ asOf: 19 })).toEqual(['old']);
    expect(await found({ asOf: 20 })).toEqual(['new']);
    await writer.supersede(TABLE, [{ revisionId: 'r2', validTo: 30 }]);
    await writer.reinstate(TABLE, ['r1']);
    expect(await found()).toEqual(['old']);
  });

  it('ends many revisions at once, each at its own time', async () => {
    const ids = ['a', 'b', "it's", 'stays'];
    await writer.upsert(
      TABLE,
      ids.map((id) => aRow(id, { revisionId: id, validFrom: 1 })),
    );
    const ends = [10, 20, 30].map((validTo, i) => ({ revisionId: ids[i]!, validTo }));
    await writer.supersede(TABLE, [...ends, { revisionId: 'no such', validTo: 40 }]);
    expect(await found()).toEqual(['stays']);
    expect(await found({ asOf: 9 })).toEqual(ids);
    expect(await found({ asOf: 10 })).toEqual(['b', "it's", 'stays']);
    expect(await found({ asOf: 29 })).toEqual(["it's", 'stays']);
    await writer.supersede(TABLE, ends);
    expect(await found({ asOf: 29 })).toEqual(["it's", 'stays']);
  });

  it('keeps a row that is written again after its revision ended where it was', async () => {
    await writer.upsert(TABLE, [aRow('old', { validFrom: 1, validTo: 5 })]);
    expect(await found()).toEqual([]);
    expect(await found({ asOf: 4 })).toEqual(['old']);
  });
});

describe('what may be seen', () => {
  const collections = ['board', 'payroll', "o'hara"];
  beforeEach(() =>
    writer.upsert(
      TABLE,
      collections.map((id) => aRow(id, { collectionId: id })),
    ),
  );

  it('denies what is walled off, whatever allows it, in both legs', async () => {
    expect(await found({ visibility: aVisibility('all', ['board']) })).toEqual(["o'hara", 'payroll']);
    expect(await found({ visibility: aVisibility(['board', "o'hara"], ['board']) })).toEqual(["o'hara"]);
    expect(await found({ visibility: aVisibility('all', ['board']), collectionIds: ['board'] })).toEqual([]);
    expect(await found({ visibility: aVisibility([]) })).toEqual([]);
  });

  it('hides a denied matter and documents, as the index was told and as they moved since', async () => {
    const at = (documentId: string, matterId: string | null) =>
      aRow(documentId, { documentId, revisionId: documentId, matterId, collectionId: 'practice' });
    await writer.upsert(TABLE, [at('falcon', 'm1'), at('heron', 'm2'), at('canteen', null)]);
    const deniedMatters = ['m1'];
    const seen = async (more: Partial<Visibility>) =>
      found({ visibility: aVisibility('all', [], { deniedMatters, ...more }), collectionIds: ['practice'] });
    expect(await seen({})).toEqual(['canteen', 'heron']);
    expect(await seen({ deniedDocuments: ['canteen'] })).toEqual(['heron']);
    expect(await seen({ moved: { intoDenied: ['heron'], outOfDenied: ['falcon'] } })).toEqual(['canteen', 'falcon']);
    await writer.setMatters(TABLE, ['falcon'], null);
    await writer.setMatters(TABLE, ['heron'], 'm1');
    expect(await seen({})).toEqual(['canteen', 'falcon']);
    expect(await seen({ collections: [], documents: ['canteen', 'heron'] })).toEqual(['canteen']);
  });

  it('finds with thousands of collections what it finds with few', async () => {
    const rows = Array.from({ length: 1_200 }, (_, i) =>
      aRow(`k${i}`, { collectionId: `c${i}`, documentId: `d${i}`, revisionId: `r${i}`, text: `parental leave ${i}` }),
    );
    await writer.upsert(TABLE, rows);
    const half = rows.filter((_, i) => i % 2 === 0).map(({ collectionId }) => collectionId);
    const last = half.slice(-30);
    for (const visible of [half, [...last, ...Array.from({ length: 500 }, (_, i) => `x${i}`)]]) {
      const { info } = await search({ visibility: aVisibility(visible), keywordLimit: 1_000, vectorLimit: 1_000 });
      const expected = rows.filter(({ collectionId }) => visible.includes(collectionId)).map(({ chunkId }) => chunkId);
      expect([...info.keys()].sort()).toEqual(expected.sort());
    }
    const few = await search({ visibility: aVisibility('all', half), keywordLimit: 5, vectorLimit: 5 });
    expect(few.info.size).toBeGreaterThan(0);
    for (const { collectionId } of few.info.values()) expect(half).not.toContain(collectionId);
  });

  it('agrees with canSee for every visibility', async () => {
    const some = fc.subarray(collections);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constant('all' as const), some), some, async (allowed, denied) => {
        const visibility = aVisibility(allowed, denied);
        expect(await found({ visibility })).toEqual(collections.filter((id) => canSee(visibility, id)).sort());
      }),
      { numRuns: 25 },
    );
  });
});

describe('filters', () => {
  it('narrow by type, path and metadata, all at once', async () => {
    await writer.upsert(TABLE, [
      aRow('a', { metadata: { site: "o'hara.com", lang: 'en' }, path: 'legal/a.txt' }),
      aRow('b', { metadata: { site: 'b.com', lang: 'en' }, path: 'legal/b.pdf', mediaType: 'application/pdf' }),
      aRow('c', { metadata: {}, path: 'leave_100%.txt' }),
    ]);
    expect(await found({ filter: { lang: 'en' } })).toEqual(['a', 'b']);
    expect(await found({ filter: { site: "o'hara.com" } })).toEqual(['a']);
    expect(await found({ filter: { lang: 'en', type: 'application/pdf' } })).toEqual(['b']);
    expect(await found({ filter: { path: 'legal/' } })).toEqual(['a', 'b']);
    expect(await found({ filter: { path: 'leave_1' } })).toEqual(['c']);
    expect(await found({ filter: { path: '%' } })).toEqual([]);
    expect(await found({ filter: { site: "x') OR (1=1" } })).toEqual([]);
  });
});

describe('labels', () => {
  it('can be said anew, where what people gave stays alone under its key', async () => {
    const given = { title: 'Leave', metadata: { matter: "O'Hara" } };
    await writer.upsert(TABLE, [aRow('a', given), aRow('b', { revisionId: 'other', documentId: 'other' })]);
    const proposed = [
      { key: 'matter', value: 'guessed' },
      { key: 'party', value: 'Acme' },
      { key: 'party', value: "Müller's" },
    ];
    await writer.relabel(TABLE, 'revision', { ...given, proposed });
    expect(await found({ filter: { party: "Müller's", matter: "O'Hara" } })).toEqual(
      await found({ filter: { party: 'Acme' } }),
    );
    expect([...(await search({ filter: { party: 'Acme' } })).info.keys()]).toEqual(['a']);
    expect([...(await search({ filter: { matter: 'guessed' } })).info.keys()]).toEqual([]);
    await writer.relabel(TABLE, 'revision', { title: 'Leave', metadata: {} });
    expect([...(await search({ filter: { party: 'Acme' } })).info.keys()]).toEqual([]);
    expect([...(await search()).info.keys()].sort()).toEqual(['a', 'b']);
  });
});

describe('conditions', () => {
  const rows = [
    aRow('a', { title: 'Master lease', metadata: { author: "Ada O'Hara", date: '2024-03-15', matter: 'M=1' } }),
    aRow('b', {
      ...{ revisionId: 'other', documentId: 'other', path: 'lease.pdf', mediaType: 'application/pdf' },
      metadata: { date: '2019' },
    }),
  ];

  it.each<[string, RowCondition, string[]]>([
    ['words of the title', { anyOf: [{ allLabels: wordLabels('title', 'leases master') }] }, ['a']],
    ['an author', { anyOf: [{ allLabels: wordLabels('author', "o'hara") }] }, ['a']],
    ['a matter', { anyOf: [{ anyLabel: [wholeLabel('matter', 'm=1')] }] }, ['a']],
    [
      'a type or a title',
      { anyOf: [{ mediaTypes: ['application/pdf'] }, { allLabels: ['title~master'] }] },
      ['a', 'b'],
    ],
    ['a date', { anyOf: [{ anyLabel: dateRangeLabels('2024-03-15', null) }] }, ['a']],
    ['no date', { anyOf: [{ anyLabel: dateRangeLabels('2024-03-15', null) }], isExcluded: true }, ['b']],
    ['documents', { anyOf: [{ documents: ['other'] }] }, ['b']],
    ['nothing', { anyOf: [] }, []],
    ['not nothing', { anyOf: [{ collections: [] }], isExcluded: true }, ['a', 'b']],
  ])('hold in both legs and in a list: %s', async (_, condition, ids) => {
    await writer.upsert(TABLE, rows);
    expect(await found({ conditions: [condition] })).toEqual(ids);
    const scope = { tables: [TABLE], visibility: aVisibility(), filter: {}, asOf: null };
    const listed = await index.list({ ...scope, conditions: [condition] }, 10);
    expect(listed.map(({ documentId }) => (documentId === 'other' ? 'b' : 'a')).sort()).toEqual(ids);
    expect(await index.list({ ...scope, visibility: aVisibility([]), conditions: [condition] }, 10)).toEqual([]);
  });

  it('ask for phrases and refuse words, whether the rows are in the indexes or not', async () => {
    const texts = { a: 'notice of the period', b: 'period of notice', c: 'notice period, draft' };
    await writer.upsert(
      TABLE,
      Object.entries(texts).map(([id, text]) => aRow(id, { text, title: '' })),
    );
    for (const settle of [false, true]) {
      if (settle) await writer.optimize(TABLE, { keepVersionsMs: 0 });
      const phrase = await search({ query: 'x', phrases: [lexicon.phrase('notice period')] });
      expect([...phrase.cosine.keys()].sort()).toEqual(['a', 'c']);
      const without = await search({ query: 'notice', excludedTerms: ['draft'] });
      expect([[...without.keyword.keys()].sort(), [...without.cosine.keys()].sort()]).toEqual([
        ['a', 'b'],
        ['a', 'b'],
      ]);
      expect([...(await search({ query: 'draft period', needsAllTerms: true })).cosine.keys()]).toEqual(['c']);
    }
  });

  it('find a phrase among many rows that have its words elsewhere', async () => {
    const elsewhere = Array.from({ length: 60 }, (_, i) => aRow(`x${i}`, { text: 'period notice', title: '' }));
    await writer.upsert(TABLE, [...elsewhere, aRow('it', { text: `a notice period ${'of many words '.repeat(40)}` })]);
    const asked = { query: 'x', phrases: [lexicon.phrase('notice period')] };
    for (const settle of [false, true]) {
      if (settle) await writer.optimize(TABLE, { keepVersionsMs: 0 });
      expect([...(await search({ ...asked, keywordLimit: 2 })).keyword.keys()]).toEqual(['it']);
    }
  });

  it('gives the vectors of chunks that may be seen', async () => {
    await writer.upsert(TABLE, [aRow('a'), aRow('b', { collectionId: 'secret' })]);
    const seen = await index.vectorsOf([TABLE], aVisibility(['payroll']), ['a', 'b', 'c']);
    expect(seen.map((vector) => [...vector])).toEqual([[1, 0, 0, 0]]);
  });
});

describe('searching', () => {
  it('gives the cosine of every candidate, also of those that only a keyword found', async () => {
    await writer.upsert(TABLE, [
      aRow('near', { text: 'nothing in common', title: '', vector: Float32Array.of(2, 0, 0, 0) }),
      aRow('far', { vector: Float32Array.of(-3, 0, 0, 0) }),
    ]);
    const { keyword, cosine } = await search({ vector: Float32Array.of(1, 0, 0, 0), vectorLimit: 1 });
    expect([...keyword.keys()]).toEqual(['far']);
    expect([...cosine.keys()]).toEqual(['near', 'far']);
    expect(cosine.get('near')).toBeCloseTo(1, 5);
    expect(cosine.get('far')).toBeCloseTo(-1, 5);
  });

  it('puts equal scores in the order of a folder listing, then of their ids', async () => {
    await writer.upsert(TABLE, [
      aRow('a', { path: 'leave/10.txt' }),
      aRow('d', { path: 'leave/9.txt' }),
      aRow('c', { path: 'leave/9.txt' }),
    ]);
    const { keyword, cosine } = await search();
    expect([...keyword.keys()]).toEqual(['c', 'd', 'a']);
    expect([...cosine.keys()]).toEqual(['c', 'd', 'a']);
  });

  it('finds Chinese and Arabic text', async () => {
    await writer.upsert(TABLE, [aRow('zh', { text: '员工每年有二十天假期' }), aRow('ar', { text: 'إجازة الموظفين' })]);
    expect([...(await search({ terms: words('二十天'), vector: null })).keyword.keys()]).toEqual(['zh']);
    expect([...(await search({ terms: words('الموظفين'), vector: null })).keyword.keys()]).toEqual(['ar']);
  });

  it('keeps a scratch collection out of the library, its words out of the statistics, and forgets it when dropped', async () => {
    const scratch = tableNameFor(1, '0b6e1f9c-9a57-4c3e-8a54-5f0f5b2e7d11');
    await writer.upsert(TABLE, [aRow('a'), aRow('z', { text: 'fire drill' })]);
    const before = await search();
    await writer.upsert(scratch, [aRow('s', { collectionId: 'scratch' })]);
    expect(await search()).toEqual(before);
    expect([...(await search({ tables: [TABLE, scratch] })).info.keys()].sort()).toEqual(['a', 's', 'z']);
    await writer.dropTable(scratch);
    expect((await search({ tables: [scratch] })).info.size).toBe(0);
    expect(await store.tableNames()).toEqual([TABLE]);
  });

  it('sees, in another process, a table appear, change, go and come back', async () => {
    const elsewhere = new IndexStore({ uri: folder });
    const reader = new SearchIndex(elsewhere);
    const seen = async () => {
      const query = {
        tables: [TABLE],
        visibility: aVisibility(),
        filter: {},
        asOf: null,
        terms: tokensAsWords(['leav']),
        vector: null,
      };
      return [...(await reader.search({ ...query, keywordLimit: 9, vectorLimit: 9 })).keyword.keys()].sort();
    };
    expect(await seen()).toEqual([]);
    await writer.upsert(TABLE, [aRow('a')]);
    expect(await seen()).toEqual(['a']);
    await writer.upsert(TABLE, [aRow('b', { revisionId: 'r2' })]);
    expect(await seen()).toEqual(['a', 'b']);
    await writer.dropTable(TABLE);
    expect(await seen()).toEqual([]);
    await writer.upsert(TABLE, [aRow('c')]);
    expect(await seen()).toEqual(['c']);
    await elsewhere.close();
  });
});

describe('optimizing', () => {
  const words = 'leave parental sick holiday travel expense visa budget salary pension'.split(' ');
  const rows = Array.from({ length: 300 }, (_, i) =>
    aRow(`c${String(i).padStart(3, '0')}`, {
      revisionId: `r${i % 40}`,
      text: `${words.filter((_, bit) => (i * 37) % (bit + 2) === 0).join(' ')} ${'filler '.repeat(i % 23)}`,
      vector: Float32Array.from({ length: 4 }, (_, d) => Math.sin(i * (d + 1))),
      path: `folder/${i % 40}.txt`,
      validFrom: 1 + (i % 40),
    }),
  );
  const byRevision = (revision: number) => rows.filter(({ revisionId }) => revisionId === `r${revision}`);

  it('changes no result, takes every row into the indexes and compacts', async () => {
    for (let r = 0; r < 40; r++) await writer.upsert(TABLE, byRevision(r));
    const before = await search({ query: 'sick leave pension' });
    expect(await writer.stats(TABLE)).toMatchObject({ chunks: 300, unindexed: 300 });
    await writer.optimize(TABLE, { keepVersionsMs: 0 });
    expect(await writer.stats(TABLE)).toMatchObject({ chunks: 300, unindexed: 0, fragments: 1, hasVectorIndex: false });
    expect(await search({ query: 'sick leave pension' })).toEqual(before);
  });

  it.each([0, 30])(
    'rewrites revisions among rows that no index holds (%i of them) without a row twice or too many',
    async (fresh) => {
      for (let r = 0; r < 40; r++) await writer.upsert(TABLE, byRevision(r));
      await writer.optimize(TABLE, { keepVersionsMs: 0 });
      for (let i = 0; i < fresh; i++) await writer.upsert(TABLE, [aRow(`fresh-${i}`, { revisionId: `fresh-${i}` })]);
      const [kept, ...left] = byRevision(3);
      await writer.upsert(TABLE, [
        { ...kept!, text: 'sabbatical' },
        aRow('new', { revisionId: 'r3', text: 'sabbatical' }),
      ]);
      expect((await writer.stats(TABLE)).chunks).toBe(300 + fresh + 1 - left.length);
      const { keyword } = await search({ query: 'sabbatical', vector: null });
      expect([...keyword.keys()].sort()).toEqual([kept!.chunkId, 'new'].sort());
    },
  );

  it('holds of the index in memory what it was given, and no more', async () => {
    const held = async (indexBytes: number): Promise<number> => {
      const own = new IndexStore({ uri: folder }, { indexBytes, metadataBytes: 50_000 });
      const found = await new SearchIndex(own).search(aQuery({ query: 'sick leave pension' }));
      expect(found.keyword.size).toBeGreaterThan(0);
      const bytes = own.cachedBytes();
      await own.close();
      return bytes;
    };
    for (let r = 0; r < 40; r++) await writer.upsert(TABLE, byRevision(r));
    await writer.optimize(TABLE, { keepVersionsMs: 0 });
    expect(await held(100_000_000)).toBeGreaterThan(await held(1_000));
  });
});

it('finds phrases also where most rows have the words and not the phrase', async () => {
  const apart = Array.from({ length: 400 }, (_, i) => aRow(`apart-${i}`, { text: `a period begins with notice ${i}` }));
  await writer.upsert(TABLE, [...apart, aRow('phrase', { text: 'the end; notice period applies' })]);
  const phrases = [lexicon.phrase('notice period')];
  expect([...(await search({ terms: null, vector: null, phrases, keywordLimit: 5 })).keyword.keys()]).toEqual([
    'phrase',
  ]);
});
