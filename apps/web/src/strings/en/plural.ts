import { wordingIn } from '../wording.js';

export const { number, decimal, form } = wordingIn('en-GB');

/** `1 document`, `2 documents`; numbers grouped for reading. */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${number(n)} ${form(n, { one, other: many })}`;
