import { groupedNumbers, otherGroupings } from './grouped-numbers.js';
import { ANALYSER_VERSION, lexiconOf } from './lexicon.js';
import { readingsInOneWay } from './written-otherwise.js';

const lexicon = lexiconOf({ analyserVersion: ANALYSER_VERSION, languages: ['en', 'de'] });
const tokensOf = (text: string) => new Set(lexicon.tokens(text, 'en'));

it.each([
  ['a cap of CHF 12,500.00 a year', ['12500']],
  ['1.250.000 Euro, 10.000,00', ['1250000', '10000']],
  ["CHF 12'500.–, 7’300", ['12500', '7300']],
  ['12\u00a0500 francs et 1\u202f000 euros', ['12500', '1000']],
  ['Rs 12,34,567', ['1234567']],
  ['12 500 13 400', ['12500', '13400']],
  ['in 2031, 500 people; 3.14; v1.2.345.6789; 12,5', []],
])('in “%s” the grouped numbers are %j', (text, numbers) => {
  expect(groupedNumbers(text.normalize('NFKC')).map(({ token }) => token)).toEqual(numbers);
});

it('groups long numbers, joins grouped ones, and leaves years alone', () => {
  expect(otherGroupings('the sum of 12500 in 2031')).toEqual(['the sum of 12 500 in 2031']);
  expect(otherGroupings('the sum of 12,500 in 2031')).toEqual(['the sum of 12500 in 2031']);
  expect(otherGroupings('no number')).toEqual([]);
});

it('finds a number however it is grouped, as a word and in a phrase', () => {
  expect(
    lexicon.words('12500').every(({ forms }) => forms.some((form) => tokensOf('up to 12,500 euros').has(form))),
  ).toBe(true);
  expect(lexicon.words('12,500').flatMap(({ faint }) => faint)).toContain('12500');
  const isIn = (phrase: string, text: string) =>
    lexicon.phrase(phrase).some((way) => ` ${lexicon.tokens(text, 'en').join(' ')} `.includes(` ${way.join(' ')} `));
  expect(isIn('cap of 12500 euros', 'a cap of 12.500 euros')).toBe(true);
  expect(isIn('cap of 12,500 euros', 'a cap of 12500 euros')).toBe(true);
  expect(isIn('cap of 12,500 euros', 'a cap of 13500 euros')).toBe(false);
});

it('reads numbers both as they stand and as one, so that a phrase is in either', () => {
  const readings = (text: string) => readingsInOneWay(text).map((words) => words.map(({ token }) => token).join(' '));
  expect(readings('of 12500 euros')).toEqual(['of 12500 euros']);
  expect(readings('of 12,500 euros')).toEqual(['of 12 500 euros', 'of 12500 euros']);
  expect(readings('of 12 500 euros')).toEqual(['of 12 500 euros', 'of 12500 euros']);
  expect(readings('rooms 101,102 and 103')).toEqual(['rooms 101 102 and 103', 'rooms 101102 and 103']);
});

it('shows where a grouped number stands', () => {
  expect(lexicon.spans('up to 12,500 euros')).toContainEqual({ token: '12500', start: 6, end: 12 });
});
