import { abbreviationsIn, spelledOut, withAbbreviations } from './abbreviations.js';

describe('abbreviationsIn', () => {
  it('knows those that the text explains, and no other word in brackets', () => {
    const found = abbreviationsIn('We offer paid parental leave (PPL), not leave of absence (XY) nor rest (ABC).');
    expect([...found]).toEqual([['ppl', ['paid', 'parent', 'leav']]]);
  });

  it('is quick with long words and long rows of words', () => {
    const started = performance.now();
    for (const text of ['a'.repeat(100_000), 'ab '.repeat(50_000), 'ab ('.repeat(30_000)]) abbreviationsIn(text);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('withAbbreviations', () => {
  it('adds the words of an abbreviation, and the abbreviation of its words', () => {
    const known = new Map([['ppl', ['paid', 'parent', 'leav']]]);
    expect([...withAbbreviations(new Set(['ppl', 'day']), known)]).toEqual(['ppl', 'day', 'paid', 'parent', 'leav']);
    expect([...withAbbreviations(new Set(['paid', 'parent', 'leav']), known)]).toContain('ppl');
    expect([...withAbbreviations(new Set(['paid', 'leav']), known)]).toEqual(['paid', 'leav']);
  });
});

describe('spelledOut', () => {
  it('puts the words of an abbreviation in its place, in their order', () => {
    const known = new Map([['ppl', ['paid', 'parent', 'leav']]]);
    expect(spelledOut(['the', 'ppl', 'last'], known)).toEqual(['the', 'paid', 'parent', 'leav', 'last']);
    expect(spelledOut(['the', 'leav'], known)).toEqual(['the', 'leav']);
  });
});
