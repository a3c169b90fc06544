import fc from 'fast-check';
import { blendScores, rankByOne } from './blend-scores.js';

const scores = (by: Record<string, number>) => new Map(Object.entries(by));
const order = (ranked: { chunkId: string }[]) => ranked.map(({ chunkId }) => chunkId);

describe('blendScores', () => {
  it('keeps the keyword order where the vectors cannot tell the passages apart', () => {
    const blended = blendScores(scores({ first: 9, second: 4 }), scores({ first: 0.3, second: 0.3 }), 0.1);
    expect(order(blended)).toEqual(['first', 'second']);
    expect(blended[0]!.score).toBe(1);
  });

  it('lets the vectors decide between close keyword scores, by as much as they weigh', () => {
    const [keyword, cosine] = [scores({ near: 10, far: 9.5 }), scores({ near: 0.1, far: 0.5 })];
    expect(order(blendScores(keyword, cosine, 0.05))).toEqual(['far', 'near']);
    expect(order(blendScores(keyword, cosine, 0.01))).toEqual(['near', 'far']);
  });

  it('ranks by the vectors where no keyword was found', () => {
    expect(order(blendScores(scores({}), scores({ a: 0.1, b: 0.7 }), 0.05))).toEqual(['b', 'a']);
  });

  it('does not take rounding for a difference', () => {
    expect(order(blendScores(scores({ a: 2, b: 1.99 }), scores({ a: 0.3, b: 0.3 + 1e-8 }), 1))).toEqual(['a', 'b']);
  });

  it('keeps the keyword order, then the cosine order, of what ties', () => {
    expect(order(blendScores(scores({ c: 1, b: 1 }), scores({ a: 0, d: 0, b: 0, c: 0 }), 1))).toEqual([
      'c',
      'b',
      'a',
      'd',
    ]);
  });

  it('returns each candidate once, best first', () => {
    const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const legs = fc.tuple(
      fc.uniqueArray(fc.tuple(ids, fc.double({ min: 0, max: 40, noNaN: true })), { selector: ([id]) => id }),
      fc.uniqueArray(fc.tuple(ids, fc.double({ min: -1, max: 1, noNaN: true })), { selector: ([id]) => id }),
    );
    fc.assert(
      fc.property(legs, ([keyword, cosine]) => {
        const blended = blendScores(new Map(keyword), new Map(cosine), 0.05);
        expect(new Set(order(blended))).toEqual(new Set([...keyword, ...cosine].map(([id]) => id)));
        expect(
          blended.every(({ score }, i) => Number.isFinite(score) && (i === 0 || score <= blended[i - 1]!.score)),
        ).toBe(true);
      }),
    );
  });
});

describe('rankByOne', () => {
  it('ranks by the named leg alone', () => {
    const [keyword, cosine] = [scores({ a: 3, b: 5 }), scores({ a: 0.9, b: 0.1, c: 0.2 })];
    expect(order(rankByOne('keyword', keyword, cosine))).toEqual(['b', 'a']);
    expect(order(rankByOne('vector', keyword, cosine))).toEqual(['a', 'c', 'b']);
  });
});
