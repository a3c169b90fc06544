import { DocumentSieve, gatherByDocument } from './gather-documents.js';

/** `a1 b1 a2` → passages 1 and 2 of `a`, and 1 of `b`, in this order; what ends in `?` has no word of the query. */
const passages = (text: string) =>
  text.split(' ').map((id) => ({ documentId: id[0]!, id, isMatch: !id.endsWith('?') }));
type Sifted = ReturnType<typeof passages>[number];
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
      .filter((passage) => sieve.takes(passage))
      .map(({ id }) => id)
      .join(' ');
  };

  it('takes the first whosever they are, then the best of others and one more match of each than is shown', () => {
    expect(taken(3, 2, 1, 'a1 a2? a3 a4 b1? b2 b3 b4 c1 a5')).toBe('a1 a2? a3 b1? b2 b3');
  });

  it('does not count what is no match where a document has a place', () => {
    expect(taken(4, 1, 1, 'a1? a2? a3? a4? a5 a6 a7')).toBe('a1? a2? a3? a4? a5 a6');
  });

  it('gives the places of what was not left to others', () => {
    const [a1, a2, a3, b1] = passages('a1 a2 a3 b1') as [Sifted, Sifted, Sifted, Sifted];
    const sieve = new DocumentSieve(0, { documents: 1, passagesOfEach: 1 });
    expect([a1, a2, a3, b1].map((one) => sieve.takes(one))).toEqual([true, true, false, false]);
    sieve.keeps([a1]);
    expect([b1, a3].map((one) => sieve.takes(one))).toEqual([false, true]);
    sieve.keeps([]);
    expect([b1, a1].map((one) => sieve.takes(one))).toEqual([true, false]);
  });
});
