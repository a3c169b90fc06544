import { fold, stem } from './fold-word.js';
import { areRelated } from './related-words.js';

const related = (a: string, b: string) => areRelated(stem(fold(a)), stem(fold(b)));

describe('areRelated', () => {
  it.each([
    ['spend', 'cap'],
    ['hotels', 'accommodation'],
    ['opposed', 'against'],
    ['löschen', 'gelöscht'],
    ['leads', 'led'],
  ])('%s and %s', (a, b) => {
    expect(related(a, b)).toBe(true);
    expect(related(b, a)).toBe(true);
  });

  it('does not carry over from one group to the next', () => {
    expect(related('gift', 'bribery')).toBe(false);
    expect(related('Hamburg', 'London')).toBe(false);
  });
});
