import { searchQuery, searchVector, wordsOf } from './search-words.js';

describe('words that conversations are searched by', () => {
  it('do not differ by case, width or ligature', () => {
    expect(wordsOf('Oﬃce OFFICE ｏｆｆｉｃｅ')).toEqual(['office']);
  });

  it('are found in scripts without spaces', () => {
    expect(wordsOf('退職金の計算').length).toBeGreaterThan(1);
  });

  it('are none in signs alone', () => expect(wordsOf(' ?! & | :* () ')).toEqual([]));

  it('are cut where they are too long for an index', () => {
    const [word] = wordsOf('x'.repeat(5_000));
    expect(word).toHaveLength(100);
  });

  it('become literals that nothing can break out of', () => {
    expect(searchVector([["don't", '1A']])).toBe("'don''t':1A");
    expect(searchQuery(["don't", 'a\\b'], 'AB')).toBe("'don''t':*AB & 'a\\\\b':*AB");
  });

  it('keep whether they stand in the question, the answer or both', () => {
    expect(
      searchVector([
        ['leave days', '1A'],
        ['leave', '2B'],
      ]),
    ).toBe("'leave':1A,2B 'days':1A");
  });
});
