import { kindInWords, readEntry } from './read-entry.js';

describe('reading an entry', () => {
  const names = { people: new Map([['a1', 'Ada']]), collections: new Map([['c1', 'Case files & more']]) };
  const entry = (kind: string, subject: object) =>
    readEntry(
      { index: 7, leaf: JSON.stringify({ index: 7, actor: 'a1', at: '2031-01-02T03:04:05.000Z', kind, subject }) },
      names,
    );

  it('names people that are known and what it is about', () => {
    expect(entry('hold.placed', { hold: 'h', n: 2, reasonSha256: null })).toMatchObject({
      ...{ index: 7, at: '2031-01-02T03:04:05.000Z', kind: 'hold.placed', who: 'Ada' },
      about: [
        { name: 'Hold', value: 'h' },
        { name: 'n', value: '2' },
        { name: 'Reason SHA-256', value: 'none' },
      ],
    });
  });

  it('leads to what it speaks of, also where its kind alone tells what that is', () => {
    const link = (kind: string, subject: object) => entry(kind, subject).about.map(({ value, to }) => [value, to]);
    expect(link('answer.recorded', { record: 'r/1', sha256: 'ab' })).toEqual([
      ['r/1', '/records/r%2F1'],
      ['ab', undefined],
    ]);
    expect(link('revision.read', { id: 'v1' })).toEqual([['v1', '/source/v1']]);
    expect(link('session.revoked', { id: 's1' })).toEqual([['s1', undefined]]);
    expect(link('document.uploaded', { collection: 'c1', for: 'a1' })).toEqual([
      ['Case files & more', '/library?collection=Case%20files%20%26%20more'],
      ['Ada', undefined],
    ]);
  });

  it('keeps the id of somebody, or of a collection, that is gone', () => {
    const gone = { people: new Map<string, string>(), collections: new Map<string, string>() };
    const leaf = '{"actor":"a1","at":"2031-01-02T03:04:05.000Z","index":7,"kind":"x.y","subject":{"collection":"c1"}}';
    const read = readEntry({ index: 7, leaf }, gone);
    expect(read).toMatchObject({ who: 'a1', about: [{ name: 'Collection', value: 'c1' }] });
    expect(read.about[0]).not.toHaveProperty('to');
  });

  it('shows one that somebody edited as the text that it is', () => {
    expect(readEntry({ index: 7, leaf: 'no JSON any more' }, names)).toMatchObject({
      ...{ index: 7, kind: '', about: [], leaf: 'no JSON any more' },
    });
  });

  it('says what a kind means, and leaves one that it does not know as it is', () => {
    expect(kindInWords('hold.placed')).toBe('Legal hold placed');
    expect(kindInWords('tea.made')).toBe('tea.made');
  });
});
