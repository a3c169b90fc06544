import { type IndexHits, unspecifiedLexicon } from '#search-index';
import { aPassage, aVisibility } from '#testing';
import { gatherByDocument } from './gather-documents.js';
import { hydrateByDocument, matchesIn } from './hydrate-candidates.js';
import { PassageSource, type StoredPassage } from './passage-source.port.js';
import { PassageMatcher, parseQuery, planQuery } from './query/index.js';

const HEAD = 50;

/** Text by chunk id, which is `document-number`; an id without a text is hidden. */
class Texts extends PassageSource {
  readonly asked: string[] = [];
  rounds = 0;

  constructor(private readonly texts: ReadonlyMap<string, string | null>) {
    super();
  }

  async hydrate(_: unknown, ids: readonly string[]): Promise<Map<string, StoredPassage>> {
    this.rounds++;
    this.asked.push(...ids);
    return new Map(
      ids.flatMap((chunkId) => {
        const text = this.texts.get(chunkId);
        return text ? [[chunkId, aPassage(text, { chunkId, documentId: documentOf(chunkId) })] as const] : [];
      }),
    );
  }

  async describe() {
    return new Map();
  }
}

const documentOf = (chunkId: string) => chunkId.split('-')[0]!;
const many = (count: number, one: (i: number) => [string, string | null]) =>
  Array.from({ length: count }, (_, i) => one(i));

/** Candidates best first, as `[id, text]`; `isMatch` says which have a word of the query. */
async function list(
  candidates: readonly (readonly [string, string | null])[],
  { query = 'notice', documents = 30, passagesOfEach = 5, isMatch = (_: string): boolean => true } = {},
) {
  const source = new Texts(new Map(candidates));
  const ids = candidates.map(([id]) => id);
  const ranked = ids.map((chunkId, i) => ({ chunkId, score: 1 - i / ids.length, keyword: 1, cosine: null }));
  const hits = {
    keyword: new Map(ids.filter(isMatch).map((id) => [id, 1])),
    cosine: new Map(),
    info: new Map(ids.map((id) => [id, { documentId: documentOf(id) }])),
  } as unknown as IndexHits;
  const matcher = new PassageMatcher(planQuery(parseQuery(query)), unspecifiedLexicon());
  const reading = { source, visibility: aVisibility(), asOf: null, matcher };
  const gathering = { documents, passagesOfEach };
  const passages = await hydrateByDocument(reading, ranked, HEAD, hits, gathering);
  const read = passages.map(({ chunkId }) => chunkId);
  expect(new Set(source.asked).size).toBe(source.asked.length);
  expect(read).toEqual(ids.filter((id) => read.includes(id)));
  const gathered = gatherByDocument(passages, gathering, ({ chunkId }) => matchesIn(hits)(chunkId));
  return { read, rounds: source.rounds, found: new Map(gathered.documents.map((one) => [one.documentId, one])) };
}

const others = many(HEAD, (i) => [`o${i}-0`, `The notice period of ${i}`]);
const FULL = { passages: 5, hasMore: true };

it('shows as many passages of a document as fit, however many of the better ones do not', async () => {
  const { found } = await list(
    [
      ['x-0', 'The notice period'],
      ...others.slice(1),
      ...many(9, (i) => [`x-no${i}`, `Notice ${i} of a period`]),
      ...many(16, (i) => [`x-${i + 1}`, `The notice period, ${i}`]),
    ],
    { query: '"notice period"' },
  );
  expect(found.get('x')).toMatchObject(FULL);
});

it('shows as many passages of a document as say something else than others', async () => {
  const { found } = await list([
    ['y-0', 'The notice of Y'],
    ...others.slice(1),
    ...many(6, (i) => [`y-copy${i}`, `The notice period of ${i + 1}`]),
    ...many(24, (i) => [`y-${i + 1}`, `Of Y, notice ${i}`]),
  ]);
  expect(found.get('y')).toMatchObject(FULL);
});

it('shows the matches of a document below passages of it that are none', async () => {
  const { found } = await list(
    [...many(HEAD, (i) => [`x-no${i}`, `Word ${i}`]), ...many(9, (i) => [`x-${i}`, `Notice ${i}`])],
    {
      isMatch: (id) => !id.includes('no'),
    },
  );
  expect(found.get('x')).toMatchObject(FULL);
});

it('gives the places of hidden documents to the best that found none before', async () => {
  const { found } = await list([
    ...many(HEAD, (i) => [`o${i}-0`, i % 2 ? `Notice ${i}` : null]),
    ...many(20, (i) => [`z${i}-0`, `Notice of z ${i}`]),
    ...many(12, (i) => [`o${2 * i + 1}-1`, `A second notice ${i}`]),
    ...many(20, (i) => [`w${i}-0`, `Notice of w ${i}`]),
  ]);
  expect([...found.keys()].slice(25)).toEqual(['z0', 'z1', 'z2', 'z3', 'z4']);
});

it('reads whole pages where places are given back one by one', async () => {
  const visible = others.slice(0, 29);
  const hidden = await list([...visible, ...many(900, (i) => [`h${i}-0`, null]), ['last-0', 'The last notice']]);
  expect(hidden.found.has('last')).toBe(true);
  const copies = await list([
    ...visible,
    ...many(900, (i) => [`h${i}-0`, 'The notice period of 0']),
    ['last-0', 'The last'],
  ]);
  expect(copies.found.has('last')).toBe(true);
  expect([hidden.rounds, copies.rounds]).toEqual([16, 16]);
});

it('ends where nothing is left', async () => {
  expect((await list([])).read).toEqual([]);
  expect((await list(many(200, (i) => [`h${i % 7}-${i}`, null]))).read).toEqual([]);
});
