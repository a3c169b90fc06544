import { formatDate } from './format.js';

it('names a day as a day, today too, whatever the time zone', () => {
  expect(formatDate('2026-03-03')).toBe('3 Mar 2026');
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
  expect(formatDate(today)).toContain(String(now.getFullYear()));
});
