import { stem } from './fold-word.js';

/** A shorter end of a word is seldom a word of its own; so is a shorter beginning. */
const LEAST_HEAD = 5;
const LEAST_BEFORE = 3;
/** What joins the parts of a compound, and the ending of a noun made of a verb: "Kündigungs-" is held by "gekündigt". */
const JOINING = /(?:ungs|s|en|n)$/u;

/**
 * Whether of a German compound a text holds the head alone ("Frist" of "Kündigungsfrist") and nothing of what tells it from
 * others of its kind.
 * @param key As `termsOf` gives it.
 * @param held Keys of the text.
 */
export function isHeadAlone(key: string, held: readonly string[]): boolean {
  const heads = held.filter((one) => one.length >= LEAST_HEAD && key.endsWith(one));
  const longest = Math.max(0, ...heads.map(({ length }) => length));
  if (longest === 0 || key.length - longest < LEAST_BEFORE) return false;
  const before = key.slice(0, key.length - longest);
  const root = before.replace(JOINING, '');
  // The words of the text had their endings taken off.
  const told = stem(root.length < LEAST_BEFORE ? before : root);
  return !held.some((one) => one.includes(told));
}
