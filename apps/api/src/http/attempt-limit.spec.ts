import { AttemptLimit } from './attempt-limit.js';

const aClock = () => {
  const clock = { ms: 1_000_000, now: () => new Date(clock.ms) };
  return clock;
};

describe('AttemptLimit', () => {
  it('makes an address wait for the rest of its minute, and no other', () => {
    const clock = aClock();
    const limit = new AttemptLimit(clock, 3);
    expect([1, 2, 3].map(() => limit.fail('a'))).toEqual([false, false, true]);
    clock.ms += 10_500;
    expect(() => limit.check('a')).toThrow(
      expect.objectContaining({ code: 'auth.too_many_attempts', retryAfterS: 50 }),
    );
    expect(() => limit.check('b')).not.toThrow();
    clock.ms += 50_000;
    expect(() => limit.check('a')).not.toThrow();
    expect(limit.fail('a')).toBe(false);
  });

  it('counts attempts before they are tried: of many at once no more go on than may fail', () => {
    const limit = new AttemptLimit(aClock(), 3);
    const begun = [1, 2, 3].map(() => limit.attempt('a'));
    // Those may still succeed, so this one is told to come back soon.
    expect(() => limit.attempt('a')).toThrow(expect.objectContaining({ retryAfterS: 1 }));
    expect(() => limit.attempt('b')).not.toThrow();
    expect(begun[0]!(false)).toBe(false);
    const fourth = limit.attempt('a');
    expect([begun[1]!, begun[2]!, fourth].map((end) => end(true))).toEqual([false, false, true]);
    expect(() => limit.attempt('a')).toThrow(expect.objectContaining({ retryAfterS: 60 }));
  });

  it('does not let failures that were waited for count on', () => {
    const clock = aClock();
    const limit = new AttemptLimit(clock, 2);
    limit.fail('a');
    clock.ms += 60_000;
    limit.fail('a');
    expect(() => limit.check('a')).not.toThrow();
  });

  it('forgets the oldest addresses rather than growing without end', () => {
    const limit = new AttemptLimit(aClock(), 1);
    for (let n = 0; n <= 20_000; n++) limit.fail(`address ${n}`);
    expect(() => limit.check('address 0')).not.toThrow();
    expect(() => limit.check('address 1')).toThrow(expect.objectContaining({ code: 'auth.too_many_attempts' }));
    expect(() => limit.check('address 20000')).toThrow(expect.objectContaining({ code: 'auth.too_many_attempts' }));
  });
});
