import { sectionAround } from './section-around.js';

const chunk = (ordinal: number, heading = 'Leave', revisionId = 'r') => ({
  ordinal,
  headingPath: [heading],
  revisionId,
});
const ordinals = (chunks: readonly { ordinal: number }[]) => chunks.map(({ ordinal }) => ordinal);

describe('the section around a hit', () => {
  it('grows by turns after and before it, nearest first', () => {
    const chunks = [0, 1, 2, 3, 4, 5].map((ordinal) => chunk(ordinal));
    expect(ordinals(sectionAround(chunks, chunk(2), 3))).toEqual([3, 1, 4]);
    expect(ordinals(sectionAround(chunks, chunk(0), 2))).toEqual([1, 2]);
    expect(sectionAround(chunks, chunk(2), 0)).toEqual([]);
  });

  it('ends at the next heading, at a gap and at the end of the revision', () => {
    const chunks = [chunk(0, 'Pay'), chunk(1), chunk(2), chunk(4), chunk(3, 'Leave', 'another')];
    expect(ordinals(sectionAround(chunks, chunk(2), 9))).toEqual([1]);
    expect(ordinals(sectionAround(chunks, chunk(1), 9))).toEqual([2]);
    expect(sectionAround([], chunk(1), 9)).toEqual([]);
  });
});
