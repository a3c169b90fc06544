import { hasOperator, operatorOf, toggleOperator, widerQueries } from './query-operators.js';

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

it('knows wider queries', () => {
  expect(widerQueries('"notice period" lease type:pdf')).toEqual([
    { kind: 'withoutPhrases', query: 'notice period lease type:pdf' },
    { kind: 'withoutOperators', query: '"notice period" lease' },
  ]);
  expect(widerQueries('one two')).toEqual([{ kind: 'withoutLast', query: 'one' }]);
  expect(widerQueries('one')).toEqual([]);
});
