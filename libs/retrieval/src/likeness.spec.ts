import { ALIKE, formsOf, unspecifiedLexicon } from '#search-index';
import { meanVector, significantTerms } from './likeness.js';

it('knows a text by what it says often, and by long words before short ones', () => {
  expect(
    formsOf(significantTerms(['of indemnification and indemnification to the law', 'law'], ALIKE)).slice(0, 2),
  ).toEqual(['indemnif', 'law']);
  expect(formsOf(significantTerms(['契約書', ''], ALIKE))).toEqual(['契約', '約書']);
  expect(significantTerms([Array.from({ length: 99 }, (_, i) => `word${i}`).join(' ')], ALIKE)).toHaveLength(32);
});

it('counts a word in other characters as the same one', () => {
  const known = significantTerms(['租赁 保证 租賃'], unspecifiedLexicon());
  expect(known.map(({ forms }) => [...forms].sort())).toEqual([
    ['租賃', '租赁'],
    ['保証', '保證', '保证'],
  ]);
});

it('takes the middle of vectors as a direction', () => {
  expect(meanVector([])).toBeNull();
  expect(meanVector([Float32Array.of(3, 0), Float32Array.of(0, 3)])).toEqual(
    Float32Array.of(Math.SQRT1_2, Math.SQRT1_2),
  );
  expect(meanVector([Float32Array.of(1, 0), Float32Array.of(-1, 0)])).toBeNull();
});
