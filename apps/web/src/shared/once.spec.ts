import { jest } from '@jest/globals';
import { once } from './once.js';

it('acts at the first call, and at no other', () => {
  const act = jest.fn();
  const confirmed = once(act);
  expect(act).not.toHaveBeenCalled();
  confirmed();
  confirmed();
  expect(act).toHaveBeenCalledTimes(1);
});

it('counts as done when what it does calls it again', () => {
  const act = jest.fn(() => again());
  const again = once(act);
  again();
  expect(act).toHaveBeenCalledTimes(1);
});
