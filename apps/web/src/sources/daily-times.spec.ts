import fc from 'fast-check';
import { WEEK, dailyTimesOf, patternOf } from './daily-times.js';

const cron = (pattern: string) => ({ kind: 'cron', pattern, timeZone: 'UTC' }) as const;

it.each([
  ['30 6 * * 1-5', { time: '06:30', days: [1, 2, 3, 4, 5] }],
  ['0 5 * * *', { time: '05:00', days: WEEK }],
  ['5 23 * * 0,6', { time: '23:05', days: [6, 0] }],
  ['5 23 * * 7', { time: '23:05', days: [0] }],
  ['5 23 * * 5-7,1', { time: '23:05', days: [1, 5, 6, 0] }],
])('%s is a time of the day', (pattern, times) => {
  expect(dailyTimesOf(cron(pattern))).toEqual(times);
});

it.each(['*/5 * * * *', '0 5 1 * *', '61 5 * * *', '0 24 * * *', '0 5,6 * * *', '0 5 * * MON'])(
  '%s says something else',
  (pattern) => expect(dailyTimesOf(cron(pattern))).toBeNull(),
);

it('reads what it wrote', () => {
  const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));
  const time = fc.tuple(two(23), two(59)).map((parts) => parts.join(':'));
  const days = fc.subarray([...WEEK], { minLength: 1 });
  fc.assert(
    fc.property(time, days, (at, on) => {
      expect(dailyTimesOf(cron(patternOf({ time: at, days: on })))).toEqual({ time: at, days: on });
    }),
  );
});
