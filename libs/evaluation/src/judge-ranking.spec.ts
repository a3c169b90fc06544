import { figuresOf, judgeRanking, ndcgOf } from './judge-ranking.js';

const found = (documentId: string, text = documentId, page = 1, copies: string[] = []) => {
  return { documentId, text, page, copies: copies.map((id) => ({ documentId: id })) };
};
const source = (documentId: string, quote: string | null = null, page: number | null = null) => ({
  documentId,
  quote,
  page,
});

it('counts documents at their best place, and copies of a passage right behind it', () => {
  const passages = [found('a'), found('a', 'again'), found('b', 'b', 1, ['c']), found('d')];
  const { ranks, top } = judgeRanking([source('c'), source('d'), source('z')], passages);
  expect(ranks).toEqual([3, 4, null]);
  expect(top.map(({ documentId, isExpected }) => [documentId, isExpected])).toEqual([
    ['a', false],
    ['b', false],
    ['c', true],
    ['d', true],
  ]);
});

it('wants the quote to be found, or else the page', () => {
  const passages = [found('a', 'Leave is\n20 DAYS a year.', 3)];
  const rank = (quote: string | null, page: number | null = null) =>
    judgeRanking([source('a', quote, page)], passages).ranks[0];
  expect(rank('leave is 20 days')).toBe(1);
  expect(rank('leave is 30 days')).toBeNull();
  expect(rank(null, 3)).toBe(1);
  expect(rank(null, 4)).toBeNull();
  expect(rank('leave is 20 days', 4)).toBe(1);
});

it('says nothing of what comes after the tenth document', () => {
  const passages = Array.from({ length: 12 }, (_, i) => found(`d${i}`));
  expect(judgeRanking([source('d9'), source('d10')], passages).ranks).toEqual([10, null]);
});

it('gives the figures that are written down everywhere', () => {
  const judged = [
    { ranks: [1], expectedDocuments: 1 },
    { ranks: [3], expectedDocuments: 1 },
    { ranks: [null], expectedDocuments: 1 },
    { ranks: [7, 2], expectedDocuments: 2 },
  ];
  const { ndcgAt10, ...rest } = figuresOf(judged);
  expect(rest).toEqual({ questions: 4, hitAt1: 0.25, hitAt5: 0.75, mrr: (1 + 1 / 3 + 0 + 1 / 2) / 4 });
  const two = (1 / Math.log2(8) + 1 / Math.log2(3)) / (1 + 1 / Math.log2(3));
  expect(ndcgAt10).toBeCloseTo((1 + 0.5 + 0 + two) / 4, 10);
  expect(figuresOf([])).toEqual({ questions: 0, hitAt1: 0, hitAt5: 0, mrr: 0, ndcgAt10: 0 });
  expect(ndcgOf([1, 1], 1)).toBe(1);
});
