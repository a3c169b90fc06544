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
 * that stand together are one, and so is a number in groups; not where a plain space parts them, which may part two numbers.
 */
export function spansInOneWay(text: string): TokenSpan[] {
  const joined: TokenSpan[] = [];
  for (const { token: written, start, end } of wordSpans(text)) {
    const token = inOneHan(inCommonFigures(dottedNasals(plain(written))));
    const before = joined.at(-1);
    if (before?.end === start && NUMBER.test(before.token) && NUMBER.test(token))
      joined[joined.length - 1] = { token: before.token + token, start: before.start, end };
    else if (token !== '') joined.push({ token, start, end });
  }
  const numbers = groupedNumbers(text).filter(({ start, end }) => !text.slice(start, end).includes(' '));
  if (numbers.length === 0) return joined;
  const isPart = (place: TokenSpan) => numbers.some(({ start, end }) => start <= place.start && place.start < end);
  const whole = numbers.map((number) => ({ ...number, token: inCommonFigures(number.token) }));
  return [...joined.filter((place) => !isPart(place)), ...whole].sort((a, b) => a.start - b.start);
}
