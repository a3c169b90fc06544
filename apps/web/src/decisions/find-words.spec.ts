import { findWords } from './find-words.js';

describe('finding words', () => {
  const text = 'The fee is\n  2.5 % (net).\nIt is due at once.';

  it('tells where they stand, however they are broken into lines', () => {
    const span = findWords(text, ' fee is 2.5 % (net). It ');
    expect(span && text.slice(...span)).toBe('fee is\n  2.5 % (net).\nIt');
  });

  it.each(['fee is 3', '', '  ', '2x5'])('finds nothing for %j', (words) => {
    expect(findWords(text, words)).toBeNull();
  });
});
