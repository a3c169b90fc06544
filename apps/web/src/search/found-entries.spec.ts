import type { PassageView } from '#contracts';
import { entriesOf, inSight } from './found-entries.js';

const passage = (document: string, page: number) => ({ document, page }) as PassageView;
const places = (passages: readonly PassageView[]) => passages.map(({ document, page }) => `${document}${page}`);

const passages = [passage('a', 1), passage('a', 4), passage('b', 2), passage('a', 9)];

it('lists each passage by itself where they were not put together', () => {
  const entries = entriesOf({ passages, documents: null });
  expect(entries.map((entry) => places(entry.passages))).toEqual([['a1'], ['a4'], ['b2'], ['a9']]);
  expect(places(inSight(entries, new Set(['a'])))).toEqual(['a1', 'a4', 'b2', 'a9']);
});

it('gives each document its own passages, of which those of unfolded ones are in sight', () => {
  const together = [passage('a', 1), passage('a', 4), passage('a', 9), passage('b', 2)];
  const documents = [
    { document: 'a', passages: 3, hasMore: true },
    { document: 'b', passages: 1, hasMore: false },
  ];
  const entries = entriesOf({ passages: together, documents });
  expect(entries.map((entry) => places(entry.passages))).toEqual([['a1', 'a4', 'a9'], ['b2']]);
  expect(places(inSight(entries, new Set()))).toEqual(['a1', 'b2']);
  expect(places(inSight(entries, new Set(['a'])))).toEqual(['a1', 'a4', 'a9', 'b2']);
});
