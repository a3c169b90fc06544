import { hanNumber, romanNumber } from './clause-brackets.js';

/** What the number of an article counts: 2 of `2`, `2a`, `II`, `第二条`; null where it is a word, or unknown. */
export function valueOf(number: string): number | null {
  const figures = /\d+/.exec(number.normalize('NFKC'))?.[0];
  if (figures !== undefined) return Number(figures);
  const han = /^第\s*(\S+?)\s*[条條]/u.exec(number)?.[1];
  return han === undefined ? romanNumber(number.toLowerCase()) : hanNumber(han);
}

/** Whether one number goes on where another ends: `6.1` behind `6`, `6.2` or `7` behind `6.1`. */
export function isContinued(number: string, next: string | null): boolean {
  if (next === null) return false;
  const parts = number.split('.').map((part) => Number.parseInt(part, 10));
  const following = parts.map((part, at) => [...parts.slice(0, at), part + 1].join('.'));
  return next === `${number}.1` || following.includes(next) || next === `${parts[0]! + 1}.1`;
}
