import { DocumentSieve, gatherByDocument } from './gather-documents.js';

/** `a1 b1 a2` → passages 1 and 2 of `a`, and 1 of `b`, in this order; what ends in `?` has no word of the query. */
const passages = (text: string) =>
  text.split(' ').map((id) => ({ documentId: id[0]!, id, isMatch: !id.endsWith('?') }));
const gather = (text: string, documents: number, passagesOfEach: number) => {
  const { passages: shown, ...rest } = gatherByDocument(
    passages(text),
    { documents, passagesOfEach },
    ({ isMatch }) => isMatch,
  );
  return { ids: shown.map(({ id }) => id).join(' '), ...rest };
};

it('puts each document where its best passage stands, and says what it has', () => {
  expect(gather('a1 b1 a2 c1 a3 b2 d1', 3, 2)).toEqual({
    ids: 'a1 a2 b1 b2 c1',
    documents: [
      { documentId: 'a', passages: 2, hasMore: true },
      { documentId: 'b', passages: 2, hasMore: false },
      { documentId: 'c', passages: 1, hasMore: false },
    ],
  });
});

it('lists what has no word of the query only as the best of its document', () => {
  expect(gather('a1 b1? a2? b2? a3', 5, 5)).toMatchObject({ ids: 'a1 a3 b1?' });
});

describe('the sieve', () => {
  const taken = (head: number, documents: number, each: number, text: string) => {
    const sieve = new DocumentSieve(head, { documents, passagesOfEach: each });
    return passages(text)
      .filter(({ documentId, isMatch }) => sieve.takes(documentId, isMatch))
      .map(({ id }) => id)
      .join(' ');
  };

  it('takes the first whosever they are, then the best of others and one more of each than is shown', () => {
    expect(taken(3, 2, 1, 'a1 a2? a3 a4 b1? b2 b3 c1 a5')).toBe('a1 a2? a3 b1? b2');
  });

  it('gives the place of a document of which nothing was left to another', () => {
    const sieve = new DocumentSieve(0, { documents: 1, passagesOfEach: 1 });
    expect([sieve.takes('a', true), sieve.takes('b', true)]).toEqual([true, false]);
    sieve.releases('a');
    expect(sieve.takes('b', true)).toBe(true);
  });
});
