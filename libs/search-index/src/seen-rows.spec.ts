import fc from 'fast-check';
import { SeenShare, SeenShares, seenRows } from './seen-rows.js';
import type { RowFilter, RowPlace } from './visibility-filter.js';

interface Scored extends RowPlace {
  readonly score: number;
  readonly isSeen: boolean;
}

/** A leg over rows, best first, that counts what it is asked. */
function legOver(rows: readonly Scored[], hasTies = true) {
  const asked: { where: string; most: number }[] = [];
  const read = (where: string, most: number): Promise<Scored[]> => {
    asked.push({ where, most });
    return Promise.resolve(rows.filter(({ isSeen }) => where === 'coarse' || isSeen).slice(0, most));
  };
  return { asked, leg: { read, scoreOf: ({ score }: Scored) => score, hasTies } };
}

const filter: RowFilter<Scored> = { where: 'whole', coarse: 'coarse', admits: ({ isSeen }) => isSeen };
const rowsWith = (count: number, score: (at: number) => number, isSeen: (at: number) => boolean): Scored[] =>
  Array.from({ length: count }, (_, at) => {
    return { collection_id: 'c', document_id: String(at), score: score(at), isSeen: isSeen(at) };
  });
const scoresOf = (rows: readonly Scored[]) => rows.map(({ score }) => score);

it('gives the rows that the whole condition would, whatever was seen before', async () => {
  const scores = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.boolean()), { maxLength: 900 });
  const before = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(scores, before, fc.integer({ min: 1, max: 60 }), async (made, shares, limit) => {
      const sorted = [...made].sort(([a], [b]) => b - a);
      const rows = rowsWith(
        sorted.length,
        (at) => sorted[at]![0],
        (at) => sorted[at]![1],
      );
      const share = new SeenShare();
      for (const each of shares) share.note(1_000 * each, 1_000);
      const found = await seenRows(legOver(rows, made.length % 2 === 0).leg, filter, limit, share);
      const whole = rows.filter(({ isSeen }) => isSeen);
      expect(found.every(({ isSeen }) => isSeen)).toBe(true);
      expect(scoresOf(found).slice(0, limit)).toEqual(scoresOf(whole).slice(0, limit));
      // Equal ones across the limit come along, up to the margin.
      const tied = whole.slice(0, limit + 32).filter(({ score }) => score >= (whole[limit - 1]?.score ?? 0));
      expect(found.slice(0, tied.length)).toEqual(tied);
    }),
    { numRuns: 200 },
  );
});

it('reads once where most may be seen, and no more than it needs once it knows how much that is', async () => {
  const rows = rowsWith(
    5_000,
    (at) => -at,
    (at) => at % 20 !== 0,
  );
  const share = new SeenShare();
  const { leg, asked } = legOver(rows, false);
  for (let i = 0; i < 20; i++) await seenRows(leg, filter, 200, share);
  expect(asked).toHaveLength(20);
  expect(asked.at(-1)!.most).toBeLessThan(asked[0]!.most);
});

it('leaves it to the whole condition where hardly anything may be seen, and tries again now and then', async () => {
  const rows = rowsWith(
    20_000,
    (at) => -at,
    (at) => at % 400 === 0,
  );
  const share = new SeenShare();
  const { leg, asked } = legOver(rows, false);
  for (let i = 0; i < 100; i++) expect(await seenRows(leg, filter, 20, share)).toHaveLength(50);
  const sifted = asked.filter(({ where }) => where === 'coarse').length;
  expect(sifted).toBeLessThan(40);
  expect(asked.slice(-60).some(({ where }) => where === 'coarse')).toBe(true);
});

it('remembers the shares of those who searched last', () => {
  const shares = new SeenShares();
  const mine = shares.of('me');
  for (let i = 0; i < 499; i++) shares.of(`somebody ${i}`);
  expect(shares.of('me')).toBe(mine);
  for (let i = 0; i < 500; i++) shares.of(`another ${i}`);
  expect(shares.of('me')).not.toBe(mine);
});
