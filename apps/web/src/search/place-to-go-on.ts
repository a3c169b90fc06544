import type { PassageView } from '#contracts';

type Named = Pick<PassageView, 'revision' | 'span'>;

/** What tells a passage from the others of a result, and names it in the next one. */
export const passageKey = ({ revision, span }: Named): string => `${revision}:${span.join('-')}`;

/**
 * Where a reader who asked for more goes on: what is sorted or varied has its new passages anywhere among those of before.
 * @param before What was shown.
 * @param after What is shown now.
 * @returns The place of the first passage that was not shown; where none is new, of the last; -1 where nothing is shown.
 */
export function placeToGoOn(before: readonly Named[], after: readonly Named[]): number {
  const seen = new Set(before.map(passageKey));
  const place = after.findIndex((passage) => !seen.has(passageKey(passage)));
  return place === -1 ? after.length - 1 : place;
}
