import { linesOf } from './lines-of.js';

it.each([
  ['Do we pay?', ['Do we pay?', '']],
  ['Do we pay the claim of 2 May, which came late?', ['Do we pay the claim of 2', 'May, which came late?']],
  [
    'Do we pay the claim of 2 May, which came late, and if so, how?',
    ['Do we pay the claim of 2', 'May, which came late, and…'],
  ],
  ['Donaudampfschifffahrtsgesellschaftskapitän', ['Donaudampfschifffahrtsgese', 'llschaftskapitän']],
  ['出張費の精算期限を過ぎた請求を承認するか', ['出張費の精算期限を過ぎた請', '求を承認するか']],
  [
    '出張費の精算期限を過ぎた請求を承認するかどうかを取締役会が決める',
    ['出張費の精算期限を過ぎた請', '求を承認するかどうかを取…'],
  ],
  ['', ['', '']],
])('puts “%s” into two lines of the same width in every script', (title, lines) =>
  expect(linesOf(title)).toEqual(lines),
);
