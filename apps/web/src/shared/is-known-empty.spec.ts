import { isKnownEmpty } from './is-known-empty.js';

it('is known once the service said so of the very question', () => {
  expect(isKnownEmpty({ data: { total: 0 }, isPlaceholderData: false })).toBe(true);
  expect(isKnownEmpty({ data: { total: 0 }, isPlaceholderData: true })).toBe(false);
  expect(isKnownEmpty({ data: undefined, isPlaceholderData: false })).toBe(false);
  expect(isKnownEmpty({ data: { total: 3 }, isPlaceholderData: false })).toBe(false);
});
