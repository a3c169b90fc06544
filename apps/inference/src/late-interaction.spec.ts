import { lateInteraction } from './late-interaction.js';

/** 1: leave, 2: holiday (akin), 3: station, 4: a word that counts little, 0: says nothing. */
const VECTORS: Readonly<Record<number, { length: number; unit: number[] }>> = {
  0: { length: 0, unit: [0, 0] },
  1: { length: 3, unit: [1, 0] },
  2: { length: 3, unit: [0.8, 0.6] },
  3: { length: 3, unit: [0, 1] },
  4: { length: 1, unit: [-1, 0] },
};
const known = {
  lengthOf: (token: number) => VECTORS[token]?.length ?? 0,
  unit: (token: number) => Float32Array.from(VECTORS[token]!.unit),
};
const scores = (question: number[], ...texts: number[][]) => lateInteraction(known, question, texts);

describe('lateInteraction', () => {
  it('is 1 for a text with every token, in any order, however long, and 0 for one that has to do with none', () => {
    expect(scores([1, 3], [3, 4, 4, 1], [4], [])).toEqual([1, 0, 0]);
  });

  it('counts what is akin, and what is the same more', () => {
    const [same, akin, other] = scores([1], [1], [2], [3]);
    expect(same).toBeCloseTo(1);
    expect(akin).toBeCloseTo(0.64);
    expect(other).toBeCloseTo(0);
  });

  it('counts tokens by their length, a repeated one once', () => {
    const [heavy, light] = scores([1, 1, 1, 4], [1], [4]);
    expect(heavy).toBeCloseTo(0.75);
    expect(light).toBeCloseTo(0.25);
  });

  it('takes the best of a text, so that more words cost nothing', () => {
    expect(scores([1], [3, 2, 1])).toEqual([1]);
  });

  it('says 0 where the question has no token that counts, or tokens that are not known', () => {
    expect(scores([0, 99], [1], [0])).toEqual([0, 0]);
  });
});
