import { canSayPath, hasOperator, operatorOf, toggleOperator, widerQueries, withinPath } from './query-operators.js';

it('writes values of facets as operators', () => {
  expect(operatorOf('author', 'Ada Lovelace')).toBe('author:"Ada Lovelace"');
  expect(operatorOf('type', 'pdf')).toBe('type:pdf');
  expect(operatorOf('year', '2024')).toBe('after:2024 before:2025');
});

it('takes an operator out that was put in', () => {
  const narrowed = toggleOperator('lease', 'author:"Ada Lovelace"');
  expect(narrowed).toBe('lease author:"Ada Lovelace"');
  expect(hasOperator(narrowed, 'author:"Ada Lovelace"')).toBe(true);
  expect(toggleOperator(narrowed, 'author:"Ada Lovelace"')).toBe('lease');
  expect(hasOperator('type:pdfx', 'type:pdf')).toBe(false);
});

it('narrows a query to one document by its path, whatever it said of paths', () => {
  expect(withinPath('lease', 'a/b.pdf')).toBe('lease path:a/b.pdf');
  expect(withinPath('path:x lease PATH:"y z" -path:draft', 'a/b c.pdf')).toBe('lease -path:draft path:"a/b c.pdf"');
});

it('says no path that the service would read as another', () => {
  expect(['a/b.pdf', 'a/b c.pdf'].map(canSayPath)).toEqual([true, true]);
  expect(['a "b".pdf', 'a „b“.pdf', 'a  b.pdf', 'a\u00a0b.pdf', ' a.pdf'].some(canSayPath)).toBe(false);
});

it('knows wider queries', () => {
  expect(widerQueries('"notice period" lease type:pdf')).toEqual([
    { kind: 'withoutPhrases', query: 'notice period lease type:pdf' },
    { kind: 'withoutOperators', query: '"notice period" lease' },
  ]);
  expect(widerQueries('one two')).toEqual([{ kind: 'withoutLast', query: 'one' }]);
  expect(widerQueries('one')).toEqual([]);
});
