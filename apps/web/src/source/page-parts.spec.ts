import { pageParts } from './page-parts.js';

const revision = {
  text: 'First page.\fSecond page.',
  pages: [
    { page: 1, start: 0, end: 11 },
    { page: 2, start: 12, end: 24 },
  ],
};

it('marks the part of a span that lies on each page', () => {
  const parts = pageParts(revision, [6, 18]);
  expect(parts.map(({ text, marked }) => marked && text.slice(marked.start, marked.end))).toEqual(['page.', 'Second']);
});

it('marks nothing on pages that the span only borders on', () => {
  expect(pageParts(revision, [0, 11]).map(({ marked }) => marked !== null)).toEqual([true, false]);
});

it('treats a text without pages as one page', () => {
  expect(pageParts({ text: 'abc', pages: [] }, null)).toEqual([{ page: 1, start: 0, text: 'abc', marked: null }]);
});
