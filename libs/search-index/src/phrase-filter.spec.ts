import fc from 'fast-check';
import { type RowOfTerms, withPhrases } from './phrase-filter.js';
import type { RowFilter } from './visibility-filter.js';
import { pairConditions } from './word-pairs.js';

const everything: RowFilter = { where: 'valid_to > 7', coarse: null, admits: () => true };
const row = (...tokens: string[]): RowOfTerms => ({ collection_id: 'c', document_id: 'd', terms: tokens.join(' ') });

it('wants one sequence of each phrase, whole tokens one after another', () => {
  const { admits } = withPhrases(everything, [[['notic', 'period']], [['day'], ['two', 'day']]], true);
  expect(admits(row('day', 'notic', 'period'))).toBe(true);
  expect(admits(row('day', 'notic', 'the', 'period'))).toBe(false);
  expect(admits(row('day', 'notic', 'periods'))).toBe(false);
  expect(admits(row('notic', 'period'))).toBe(false);
});

it('says the same in SQL, where quotes are only letters', () => {
  const filter = withPhrases(everything, [[['o', "brien's"], ['obrien']]], false);
  expect(filter.coarse).toBe('valid_to > 7');
  expect(filter.where).toBe(
    "valid_to > 7 AND (contains(concat(' ', terms, ' '), ' o brien''s ') OR contains(concat(' ', terms, ' '), ' obrien '))",
  );
});

it('leaves out before they are read rows that lack the pairs of each sequence, where the table knows them', () => {
  const { coarse } = withPhrases(everything, [[['notic', 'period'], ['notice']]], true);
  expect(coarse).toBe(`valid_to > 7 AND ((${pairConditions(['notic', 'period']).join(' AND ')}) OR (true))`);
});

it('asks for pairs place by place where sequences are as long', () => {
  const { coarse } = withPhrases(
    everything,
    [
      [
        ['notic', 'period'],
        ['notic', 'periods'],
      ],
    ],
    true,
  );
  const [one, other] = ['period', 'periods'].map((word) => pairConditions(['notic', word]).join(' AND '));
  expect(coarse).toBe(`valid_to > 7 AND ((((${one}) OR (${other}))))`);
});

it('changes nothing where the words alone are the phrase', () => {
  expect(withPhrases(everything, [], true)).toBe(everything);
  expect(withPhrases(everything, [[['notic'], ['notice']]], true)).toBe(everything);
});

it('keeps what the filter refuses refused', () => {
  const coarse: RowFilter = { where: 'a AND b', coarse: 'a', admits: ({ document_id: id }) => id !== 'd' };
  const filter = withPhrases(coarse, [[['notic', 'period']]], false);
  expect(filter.coarse).toBe('a');
  expect(filter.admits(row('notic', 'period'))).toBe(false);
  expect(filter.admits({ ...row('notic', 'period'), document_id: 'e' })).toBe(true);
});

it('finds a phrase exactly where its tokens stand', () => {
  const tokens = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(tokens, fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 2, maxLength: 3 }), (text, phrase) => {
      const stands = text.some((_, at) => phrase.every((token, i) => text[at + i] === token));
      expect(withPhrases(everything, [[phrase]], true).admits(row(...text))).toBe(stands);
    }),
  );
});
