import { COMMON_WORDS, SEQUENCES } from './common-passwords.js';

/** In code points, after NFKC. */
export const LEAST_CHARACTERS = 12;
/** In code points, after NFKC: a bound on the work, far above any passphrase. */
export const MOST_CHARACTERS = 256;

/** What about a password makes it one that is guessed. */
export type Weakness = 'short' | 'long' | 'common' | 'repetitive' | 'personal';

const LEET: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' },
};
const LONGEST_WORD = 16;

/** One form for what a person may type in several ways on different keyboards. */
export const normalPassword = (password: string): string => password.normalize('NFKC');

/**
 * NIST SP 800-63B: length, and a comparison with what is commonly used, repetitive, or about the person and the service;
 * no rules on kinds of characters.
 * @param about Words that belong to the person: sign-in name, name, address.
 * @returns Null for a password that may be used.
 */
export function weaknessOf(password: string, about: readonly string[]): Weakness | null {
  const normal = normalPassword(password);
  const characters = [...normal];
  if (characters.length < LEAST_CHARACTERS) return 'short';
  if (characters.length > MOST_CHARACTERS) return 'long';
  const plain = normal.toLowerCase();
  if (isRepetitive(plain)) return 'repetitive';
  if (consistsOf(plain, COMMON_WORDS)) return 'common';
  const own = new Set(about.flatMap((each) => wordsIn(each)));
  return own.size > 0 && consistsOf(plain, new Set([...own, ...COMMON_WORDS])) ? 'personal' : null;
}

const wordsIn = (text: string): string[] =>
  [text, ...text.split(/[^\p{L}\p{N}]+/u)].map((each) => each.toLowerCase()).filter((each) => each.length >= 3);

/** Few different characters, one piece over and over, or runs along a keyboard. */
function isRepetitive(plain: string): boolean {
  if (new Set(plain).size < 5) return true;
  if (/^(.{1,8}?)\1+.{0,7}$/u.test(plain) && plain.length / new Set(plain).size >= 2) return true;
  return withoutSequences(plain).length < LEAST_CHARACTERS / 2;
}

/** The text with every run of four or more along a sequence shortened to its first character. */
function withoutSequences(plain: string): string {
  const rows = SEQUENCES.flatMap((row) => [row, [...row].reverse().join('')]);
  let left = '';
  for (let at = 0; at < plain.length;) {
    const run = Math.max(1, ...rows.map((row) => runAlong(row, plain, at)));
    left += plain[at];
    at += run >= 4 ? run : 1;
  }
  return left;
}

function runAlong(row: string, plain: string, at: number): number {
  const start = row.indexOf(plain[at]!);
  if (start < 0) return 0;
  let length = 0;
  while (start + length < row.length && row[start + length] === plain[at + length]) length += 1;
  return length;
}

/** Whether digits, signs and at least one of the words, as they are or as they are disguised, make up all of a text. */
function consistsOf(plain: string, words: ReadonlySet<string>): boolean {
  const typed = [...plain];
  const disguised = typed.map((character) => LEET[character] ?? character);
  // ends[n]: how the first n characters are covered; a word counts from three characters on.
  const ends: (false | 'filler' | 'word')[] = ['filler', ...typed.map((): false => false)];
  for (let end = 1; end <= typed.length; end++) {
    if (/[^\p{L}]/u.test(typed[end - 1]!) && ends[end - 1]) ends[end] = ends[end - 1]!;
    for (let length = 1; length <= Math.min(LONGEST_WORD, end); length++) {
      const isWord = [typed, disguised].some((text) => words.has(text.slice(end - length, end).join('')));
      if (ends[end - length] && isWord) ends[end] = 'word';
    }
  }
  return ends[typed.length] === 'word';
}
