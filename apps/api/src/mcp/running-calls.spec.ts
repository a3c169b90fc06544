import { RunningCalls } from './running-calls.js';

const anna = { userId: 'anna', session: 's1' };

describe('RunningCalls', () => {
  it('cancels the call that is meant, and no other', () => {
    const calls = new RunningCalls();
    const open = new AbortController().signal;
    const meant = calls.enter(anna, 1, open);
    const others = [
      calls.enter(anna, '1', open),
      calls.enter(anna, 2, open),
      calls.enter({ ...anna, session: 's2' }, 1, open),
      calls.enter({ ...anna, session: null }, 1, open),
      calls.enter({ userId: 'ben', session: 's1' }, 1, open),
    ];
    calls.cancel(anna, 1);
    expect(meant.aborted).toBe(true);
    expect(others.map(({ aborted }) => aborted)).toEqual(others.map(() => false));
  });

  it('forgets a call with its connection, but not the one that took its name since', () => {
    const calls = new RunningCalls();
    const first = new AbortController();
    const ended = calls.enter(anna, 1, first.signal);
    const next = calls.enter(anna, 1, new AbortController().signal);
    first.abort();
    calls.cancel(anna, 1);
    expect([ended.aborted, next.aborted]).toEqual([false, true]);
    calls.cancel(anna, 99);
  });
});
