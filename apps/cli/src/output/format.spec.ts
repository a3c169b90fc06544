import { bytes, counted, duration, minute } from './format.js';
import { pace } from './progress.js';

it('writes sizes, times and counts for people', () => {
  expect([0, 812, 1024, 3_565_158, 5 * 1024 ** 3].map(bytes)).toEqual([
    '0 B',
    '812 B',
    '1.0 KiB',
    '3.4 MiB',
    '5.0 GiB',
  ]);
  expect([0.4, 42, 185, 7_800, 270_000].map(duration)).toEqual(['0 s', '42 s', '3 min 5 s', '2 h 10 min', '3 d 3 h']);
  expect(minute('2024-03-01T09:30:59.123Z')).toBe('2024-03-01 09:30');
  expect([counted(1, 'file'), counted(0, 'file')]).toEqual(['1 file', '0 files']);
});

it('knows the pace and what is left', () => {
  expect(pace(50, 200, 10_000)).toEqual({ perSecond: 5, leftS: 30 });
  expect(pace(0, 200, 10_000)).toEqual({ perSecond: 0, leftS: null });
});
