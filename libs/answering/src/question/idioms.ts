import type { Span } from '#knowledge';
import { termsOf, type Term } from '../text/terms.js';
import { EVERYDAY_PHRASES } from './everyday-phrases.js';

/** An everyday phrase of a question, where it stands, and how rules say the same. */
export interface Idiom extends Span {
  /** At least one; each of one to four words. */
  readonly official: readonly string[];
}

interface Phrase {
  /** Keys of its words; null for the words between. */
  readonly keys: readonly (string | null)[];
  readonly official: readonly string[];
}

/** Words that the gap of a phrase may hold: "get all of my money back". */
const MOST_BETWEEN = 3;

const PHRASES = byFirstWord(EVERYDAY_PHRASES);

/** The everyday phrases of a question in their order, none within another: the longest of those that begin at one place. */
export function idiomsIn(question: string): Idiom[] {
  const words = termsOf(question);
  const found: Idiom[] = [];
  for (let at = 0; at < words.length;) {
    const { official, end } = longestAt(words, at);
    if (official) found.push({ start: words[at]!.start, end: words[end - 1]!.end, official });
    at = Math.max(at + 1, end);
  }
  return found;
}

/** The words in which rules say what some phrases say, each once, in their order. */
export const wordsBesides = (idioms: readonly Idiom[]): string[] => [
  ...new Set(idioms.flatMap(({ official }) => official)),
];

function longestAt(words: readonly Term[], at: number): { official: readonly string[] | null; end: number } {
  let longest: { official: readonly string[] | null; end: number } = { official: null, end: at };
  for (const { keys, official } of PHRASES.get(words[at]!.key) ?? []) {
    const end = endOf(keys, words, at);
    if (end !== null && end > longest.end) longest = { official, end };
  }
  return longest;
}

/** Behind the last word of a phrase that begins at a place; null where it does not stand there. */
function endOf(keys: Phrase['keys'], words: readonly Term[], start: number): number | null {
  let at = start;
  for (const [i, key] of keys.entries()) {
    if (key === null) continue;
    const most = keys[i - 1] === null ? MOST_BETWEEN : 0;
    const place = words.slice(at, at + most + 1).findIndex((word) => word.key === key);
    if (place < 0) return null;
    at += place + 1;
  }
  return at;
}

function byFirstWord(lines: string): ReadonlyMap<string, readonly Phrase[]> {
  const phrases = new Map<string, Phrase[]>();
  for (const line of lines.trim().split('\n')) {
    const [everyday = '', said = ''] = line.split(': ');
    for (const phrase of everyday.split(', ')) {
      const [first = '', ...others] = keysOf(phrase);
      const keys = [first, ...others];
      phrases.set(first ?? '', [...(phrases.get(first ?? '') ?? []), { keys, official: said.split(', ') }]);
    }
  }
  return phrases;
}

/** The keys of a phrase, null for each `…`. */
function keysOf(phrase: string): (string | null)[] {
  return phrase.split('…').flatMap((part, i) => [...(i > 0 ? [null] : []), ...termsOf(part).map(({ key }) => key)]);
}
