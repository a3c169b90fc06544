import { kindInWords, readEntry } from './read-entry.js';

describe('reading an entry', () => {
  const leaf =
    '{"actor":"a1","at":"2031-01-02T03:04:05.000Z","index":7,"kind":"hold.placed","subject":{"hold":"h","n":2}}';

  it('names people that are known and what it is about', () => {
    expect(readEntry({ index: 7, leaf }, new Map([['a1', 'Ada']]))).toEqual({
      ...{ index: 7, at: '2031-01-02T03:04:05.000Z', kind: 'hold.placed', who: 'Ada', leaf },
      about: [
        ['hold', 'h'],
        ['n', '2'],
      ],
    });
  });

  it('keeps the id of somebody who is gone', () => {
    expect(readEntry({ index: 7, leaf }, new Map()).who).toBe('a1');
  });

  it('says what a kind means, and leaves one that it does not know as it is', () => {
    expect(kindInWords('hold.placed')).toBe('Legal hold placed');
    expect(kindInWords('tea.made')).toBe('tea.made');
  });
});
