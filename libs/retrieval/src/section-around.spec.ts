import { besideIn, sectionAround } from './section-around.js';

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

describe('what stands beside a hit', () => {
  const under = (ordinal: number, ...headingPath: string[]) => ({ ordinal, headingPath, revisionId: 'r' });
  const beside = (chunks: ReturnType<typeof under>[], hit: ReturnType<typeof under>) => {
    const { before, after } = besideIn(chunks, hit, 1);
    return [ordinals(before), ordinals(after)];
  };

  it('is in reading order, what the headings above say included', () => {
    const chunks = [under(0), under(1, 'Pay'), under(2, 'Pay', 'Costs'), under(3, 'Pay', 'Costs'), under(4, 'Pay')];
    expect(beside(chunks, under(3, 'Pay', 'Costs'))).toEqual([[0, 1, 2], []]);
    expect(beside(chunks, under(2, 'Pay', 'Costs'))).toEqual([[0, 1], [3]]);
  });

  it('ends at another section, at a gap and after as many as are wanted', () => {
    const chunks = [
      under(0, 'Pay'),
      under(1, 'Leave'),
      under(2, 'Pay'),
      under(4, 'Pay'),
      under(5, 'Pay'),
      under(6, 'Pay'),
    ];
    expect(beside(chunks, under(2, 'Pay'))).toEqual([[], []]);
    expect(beside(chunks, under(4, 'Pay'))).toEqual([[], [5]]);
  });
});
