import { BadSchedule, isSame, nextTime, repeatOf } from './job-schedule.js';

const at = (text: string) => new Date(text);

describe('nextTime', () => {
  it('counts an interval from the moment given', () => {
    expect(nextTime({ kind: 'every', minutes: 15 }, at('2026-03-01T10:00:00Z'))).toEqual(at('2026-03-01T10:15:00Z'));
  });

  it('reads a pattern in its time zone, over the change to summer time', () => {
    const morning = { kind: 'cron', pattern: '30 6 * * *', timeZone: 'Europe/Berlin' } as const;
    expect(nextTime(morning, at('2026-03-28T12:00:00Z'))).toEqual(at('2026-03-29T04:30:00Z'));
    expect(nextTime(morning, at('2026-03-27T12:00:00Z'))).toEqual(at('2026-03-28T05:30:00Z'));
  });

  it.each([
    ['61 * * * *', 'UTC'],
    ['* * * *  * *x', 'UTC'],
    ['0 0 * * *', 'Mars/Olympus'],
  ])('refuses %s in %s', (pattern, timeZone) => {
    expect(() => nextTime({ kind: 'cron', pattern, timeZone }, at('2026-01-01T00:00:00Z'))).toThrow(BadSchedule);
  });
});

it('knows a schedule again that a backend gives back as text', () => {
  expect(isSame({ every: '60000' }, repeatOf({ kind: 'every', minutes: 1 }))).toBe(true);
  expect(isSame({ every: '60000' }, repeatOf({ kind: 'every', minutes: 2 }))).toBe(false);
  const daily = { kind: 'cron', pattern: '0 1 * * *', timeZone: 'UTC' } as const;
  expect(isSame({ pattern: '0 1 * * *', tz: 'UTC' }, repeatOf(daily))).toBe(true);
  expect(isSame({ every: 60000 }, repeatOf(daily))).toBe(false);
});
