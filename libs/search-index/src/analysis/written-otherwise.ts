import { type TokenSpan, wordSpans } from '../token-spans.js';
import { groupedNumbers } from './grouped-numbers.js';
import { dottedNasals, otherNasals } from './nasals.js';
import { figureWays, inCommonFigures } from './other-figures.js';
import { hanWays, inOneHan, otherHan } from './other-han.js';
import { plain } from './word-forms.js';

const NUMBER = /^\p{Nd}+$/u;

/**
 * Other ways in which the index may hold the token of a query: numbers in the figures of another script, Han characters in their
 * simplified, traditional and Japanese forms. Texts are indexed as they are written, so it is the query that looks for each.
 * @param languages Those of the texts.
 * @returns Without the token itself.
 */
export function writtenOtherwise(token: string, languages: readonly string[]): string[] {
  const numbers = NUMBER.test(token) ? figureWays(token, languages) : [];
  return [...new Set([...numbers, ...otherHan(token)])].filter((other) => other !== token);
}

/** Each is a sequence that is looked for, which costs by its length. */
const [LEAST_WAYS, MOST_WAYS, MOST_CHARACTERS] = [4, 16, 160];

/** A phrase in each way of writing, the same one throughout; first as it stands. */
export function waysToWrite(phrase: string, languages: readonly string[]): string[] {
  const most = Math.max(LEAST_WAYS, Math.min(MOST_WAYS, Math.floor(MOST_CHARACTERS / phrase.length)));
  return [...new Set([phrase, ...figureWays(phrase, languages), ...otherNasals(phrase), ...hanWays(phrase, most)])];
}

/**
 * The words of a text as `wordSpans` has them, in one way of writing: whatever is the same but for that has the same tokens. Figures
 * that stand together are one.
 * @returns The readings of the text. There is a second where numbers stand in groups, which are one word each in it: "12,500 euros" reads as
 * "12500 euros" there, while "rooms 101,102" are two rooms in the first.
 */
export function readingsInOneWay(text: string): TokenSpan[][] {
  const words = wordsInOneWay(text);
  const numbers = groupedNumbers(text).map((number) => ({ ...number, token: inCommonFigures(number.token) }));
  return numbers.length === 0 ? [words] : [words, withWhole(numbers, words)];
}

/** Both are in order. */
function withWhole(numbers: readonly TokenSpan[], words: readonly TokenSpan[]): TokenSpan[] {
  const result: TokenSpan[] = [];
  let next = 0;
  for (const word of words) {
    while (next < numbers.length && numbers[next]!.start <= word.start) result.push(numbers[next++]!);
    const last = result.at(-1);
    if (!last || word.start >= last.end) result.push(word);
  }
  return result;
}

function wordsInOneWay(text: string): TokenSpan[] {
  const joined: TokenSpan[] = [];
  for (const { token: written, start, end } of wordSpans(text)) {
    const token = inOneHan(inCommonFigures(dottedNasals(plain(written))));
    const before = joined.at(-1);
    if (before?.end === start && NUMBER.test(before.token) && NUMBER.test(token))
      joined[joined.length - 1] = { token: before.token + token, start: before.start, end };
    else if (token !== '') joined.push({ token, start, end });
  }
  return joined;
}
