import { joinPresent } from './join-present.js';

it('puts the separator between what is there, and nowhere else', () => {
  expect(joinPresent(['', 'Leave', null, 'page 3', undefined, false, ''], ', ')).toBe('Leave, page 3');
  expect(joinPresent(['', null], ', ')).toBe('');
  expect(joinPresent(['0', ' '], '|')).toBe('0| ');
});
