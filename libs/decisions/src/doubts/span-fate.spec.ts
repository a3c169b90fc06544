import fc from 'fast-check';
import { SearchableText, normalised, spanFate } from './span-fate.js';

const fate = (cited: string, later: string) => spanFate(cited, new SearchableText(later));

describe('what became of a cited span', () => {
  it.each([
    ['moved', 'Claims are due in 30 days.', 'New preface.\n\nClaims are due in 30 days. Else they lapse.'],
    ['broken elsewhere', 'Claims are due\nin 30 days.', 'Claims are due in\n  30 days.'],
    ['quoted otherwise', '“Late” claims – none.', '"Late" claims - none.'],
    ['hyphenated at a line', 'The reim-\nbursement is due.', 'The reimbursement is due.'],
    ['in composed letters', 'Cafe\u0301 costs', 'Caf\u00e9 costs'],
  ])('unchanged: %s', (_name, cited, later) => expect(fate(cited, later)).toBe('unchanged'));

  it.each([
    ['a number', 'Claims are due in 30 days.', 'Claims are due in 14 days.'],
    ['a negation', 'Guests may smoke.', 'Guests may not smoke.'],
    ['case', 'The Minister decides.', 'The minister decides.'],
    ['gone', 'Claims are due.', ''],
  ])('changed: %s', (_name, cited, later) => expect(fate(cited, later)).toBe('changed'));

  it('is unchanged wherever the very words stand', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, cited, after) => {
        expect(fate(cited, `${before}${cited}${after}`)).toBe('unchanged');
      }),
    );
  });

  it('compares by words that stay what they are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => void expect(normalised(normalised(text))).toBe(normalised(text)),
      ),
    );
  });
});
