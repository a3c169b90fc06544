import { patienceOf } from './patience.js';

const NOW = Date.parse('2026-03-01T10:00:00Z');
const after = (status: number, retryAfter?: string) =>
  patienceOf({ status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } }, NOW);

it('waits as long as a busy server asks for, in seconds or until a date', () => {
  expect(after(429, '7')).toBe(7_000);
  expect(after(503, 'Sun, 01 Mar 2026 10:00:30 GMT')).toBe(30_000);
  expect(after(429, 'Sun, 01 Mar 2026 09:00:00 GMT')).toBe(0);
});

it('waits a little where a server says that it is too much, and not how long', () => {
  expect(after(429)).toBe(5_000);
  expect(after(429, 'soon')).toBe(5_000);
});

it('waits for no other reply, and not for hours', () => {
  for (const status of [200, 404, 500, 503]) expect(after(status)).toBeNull();
  expect(after(429, '3600')).toBeNull();
});
