import type { TokenSpan } from '../token-spans.js';

/** Whole numbers in groups: 12,500, 12.500, 12'500, 12 500, 1,234,567 and, as in India, 12,34,567; one mark throughout. */
const GROUPED =
  /(?<![\p{Nd}.,'’])\p{Nd}{1,3}(?:(?:,\p{Nd}{2,3}){0,6},\p{Nd}{3}|(?=([.'’ \u00a0\u2009\u202f]))(?:\1\p{Nd}{3}){1,6})(?!\p{Nd})/gu;
/** Short ones are years and the like, which nobody groups. */
const LONG = /(?<![\p{Nd}.,'’])\p{Nd}{5,18}(?!\p{Nd})/gu;
const MARK = /[,.'’ \u00a0\u2009\u202f]/gu;

/** Numbers that are written in groups, each as one token, in order. */
export function groupedNumbers(text: string): TokenSpan[] {
  return [...text.matchAll(GROUPED)].map(({ 0: written, index }) => ({
    ...{ token: joined(written), start: index, end: index + written.length },
  }));
}

/** A text with its numbers in one piece, and with its long ones in groups of three; only what differs from it. */
export function otherGroupings(text: string): string[] {
  const ways = [text.replace(GROUPED, joined), text.replace(LONG, inThrees)];
  return [...new Set(ways)].filter((way) => way !== text);
}

const joined = (written: string): string => written.replace(MARK, '');

const inThrees = (number: string): string => number.replace(/\B(?=(?:\p{Nd}{3})+$)/gu, ' ');
