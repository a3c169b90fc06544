import type { Span } from '#knowledge';

/** Between what is said of one and of another. */
const NEXT_CLAUSE =
  /[,;:.—–]|(?<!\p{L})(?:and|but|while|whereas|because|und|aber|während|weil|et|mais|tandis|parce|y|pero|mientras|porque)(?!\p{L})/giu;

/** The clauses of a text, as far as commas and joining words tell. */
export function clausesOf(text: string): Span[] {
  const cuts = [...text.matchAll(NEXT_CLAUSE)].filter(({ index, 0: { length } }) => !isInNumber(text, index, length));
  return [0, ...cuts.map(({ index, 0: { length } }) => index + length)]
    .map((start, i) => ({ start, end: cuts[i]?.index ?? text.length }))
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)));
}

const isInNumber = (text: string, at: number, length: number): boolean =>
  length === 1 && /\p{N}/u.test(text[at - 1] ?? '') && /\p{N}/u.test(text[at + 1] ?? '');
