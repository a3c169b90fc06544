import { sealedPassages } from './sealed-passages.js';

it('reads place, scores and hash of each passage', () => {
  const passage = {
    title: 'Leave policy',
    page: 2,
    revisionId: 'r1',
    span: { start: 5, end: 9 },
    score: 0.9,
    scores: { keyword: 7.1, cosine: null },
    sha256: 'ab',
  };
  expect(sealedPassages({ passages: [passage] })).toEqual([
    {
      rank: 1,
      title: 'Leave policy',
      page: 2,
      revisionId: 'r1',
      span: [5, 9],
      scores: [
        ['score', 0.9],
        ['keyword', 7.1],
      ],
      hash: 'ab',
    },
  ]);
});

it('leaves out what it does not understand', () => {
  expect(sealedPassages({})).toEqual([]);
  expect(sealedPassages({ passages: [{ span: 'x' }] })[0]).toMatchObject({
    rank: 1,
    span: null,
    scores: [],
    hash: null,
  });
});
