import { termsOf } from './index-row.js';

it('finds a chunk by its title and headings too, and counts a heading that repeats the title once', () => {
  expect(termsOf({ title: 'Travel', headingPath: ['Travel', 'Hotels'], text: 'Book early.' })).toEqual(
    'travel hotel book earli'.split(' '),
  );
});
