import { asksFirst } from './asks-first.js';

it.each([
  [0, 0, 0, false],
  [0, 10, 0, false],
  [1, 10, 10, false],
  [2, 10, 10, true],
  [1, 1, 100, true],
  [10, 10, 100, true],
  [9, 10, 100, false],
  [1, 1000, 0, true],
])('%i of %i with a limit of %i %%: %s', (vanished, held, limit, asks) => {
  expect(asksFirst(vanished, held, limit)).toBe(asks);
});
