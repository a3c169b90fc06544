import type { Span } from '#knowledge';
import { analyse, fold, PAIRED, RUN, WORD } from './analyse.js';

/** A token with the place in the text that it was made from. */
export interface TokenSpan extends Span {
  readonly token: string;
}

/**
 * The tokens of {@link analyse} with their places, in UTF-16 units of the text as it stands. Words in their own letters are one
 * place; of scripts that are analysed by pairs each pair is one.
 */
export function tokenSpans(text: string): TokenSpan[] {
  return runsOf(text).flatMap(({ run, start, isPaired }) => {
    if (isPaired) return pairSpans(run, start);
    return analyse(run).map((token) => ({ token, start, end: start + run.length }));
  });
}

/**
 * The words of a text one by one, folded but not stemmed, none left out, with their places: what an exact phrase is compared by.
 * Of scripts that are analysed by pairs each character counts as a word.
 */
export function wordSpans(text: string): TokenSpan[] {
  return runsOf(text).flatMap(({ run, start, isPaired }) => {
    if (isPaired) return characterSpans(run, start);
    const token = asWritten(run);
    return token === '' ? [] : [{ token, start, end: start + run.length }];
  });
}

/** A word as it was written, but for case, accents and a possessive: the same for two that differ in no more. */
export const asWritten = (word: string): string => fold(word).replace(/['’]s$/, '');

interface Run {
  readonly run: string;
  readonly start: number;
  readonly isPaired: boolean;
}

function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!PAIRED.test(word)) runs.push({ run: word, start: index, isPaired: false });
    else
      for (const { 0: run, index: within } of word.matchAll(RUN))
        runs.push({ run, start: index + within, isPaired: PAIRED.test(run) });
  }
  return runs;
}

/** Each character of a run, folded, as a place. */
export function characterSpans(run: string, start: number): TokenSpan[] {
  let at = start;
  return [...run].flatMap((character) => {
    const span = { token: fold(character), start: at, end: (at += character.length) };
    return span.token === '' ? [] : [span];
  });
}

/** Each two neighbours of a run, folded, as a place; a lone character is one. */
export function pairSpans(run: string, start: number): TokenSpan[] {
  const characters = characterSpans(run, start);
  if (characters.length === 1) return characters;
  return characters.slice(1).map((second, i) => {
    const first = characters[i]!;
    return { token: first.token + second.token, start: first.start, end: second.end };
  });
}
