import { type PlacedChunk, sectionAround } from './section-around.js';

/** Chunks of ten units each; the first two stand under another heading. */
const CHUNKS: PlacedChunk[] = Array.from({ length: 8 }, (_, ordinal) => {
  return {
    ordinal,
    span: { start: ordinal * 10, end: ordinal * 10 + 10 },
    headingPath: ['A', ordinal < 2 ? 'one' : 'two'],
  };
});

it('grows by turns to both sides until it is long enough', () => {
  expect(sectionAround(CHUNKS, 5, 10)).toEqual({ start: 50, end: 60 });
  expect(sectionAround(CHUNKS, 5, 25)).toEqual({ start: 50, end: 70 });
  expect(sectionAround(CHUNKS, 5, 30)).toEqual({ start: 40, end: 70 });
});

it('stays in its section and goes on at the other side when one side ends', () => {
  expect(sectionAround(CHUNKS, 2, 40)).toEqual({ start: 20, end: 60 });
  expect(sectionAround(CHUNKS, 5, 1_000)).toEqual({ start: 20, end: 80 });
});

it('leaves no gap where chunks are missing, and never cuts the hit', () => {
  expect(
    sectionAround(
      CHUNKS.filter(({ ordinal }) => ordinal !== 4),
      5,
      1_000,
    ),
  ).toEqual({ start: 50, end: 80 });
  expect(sectionAround(CHUNKS, 3, 1)).toEqual({ start: 30, end: 40 });
  expect(sectionAround(CHUNKS, 9, 100)).toBeNull();
});
