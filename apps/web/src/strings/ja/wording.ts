import { wordingIn } from '../wording.js';

export const { number, size, decimal } = wordingIn('ja-JP');

/** Nouns that several areas count: `文書12,345件`. Japanese has one form for every number. */
export const documents = (n: number) => `文書${number(n)}件`;
export const passages = (n: number) => `${number(n)}箇所`;
export const records = (n: number) => `記録${number(n)}件`;
/** For whatever has no noun of its own here. */
export const things = (n: number) => `${number(n)}件`;
