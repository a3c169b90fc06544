import fc from 'fast-check';
import { ANY_PAIRS, pairConditions, pairsOf } from './word-pairs.js';

/** What LanceDB does with the conditions. */
const fulfils = (row: Record<string, bigint>, conditions: readonly string[]): boolean =>
  conditions.every((condition) => {
    const [, column, divisor] = /^\((pairs_\d+) \/ (\d+)\) % 2 = 1$/.exec(condition)!;
    return (row[column!]! / BigInt(divisor!)) % 2n === 1n;
  });

const word = fc.stringMatching(/^[a-zäж京]{1,8}$/);
const words = (count: number) => Array.from({ length: count }, (_, i) => `w${i * 7919}`);

it('never denies a sequence that a row has, wherever it stands', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), fc.array(word, { minLength: 1, maxLength: 5 }), (row, sequence) => {
      const place = Math.floor(row.length / 2);
      const whole = [...row.slice(0, place), ...sequence, ...row.slice(place)];
      expect(fulfils(pairsOf(whole), pairConditions(sequence))).toBe(true);
    }),
  );
});

it('denies most pairs that a row of usual length does not have, though it has both words', () => {
  const row = words(120);
  const pairs = row.flatMap((first, i) => [3, 11, 29].map((step) => [first, row[(i + step) % row.length]!]));
  const admitted = pairs.filter((pair) => fulfils(pairsOf(row), pairConditions(pair)));
  expect(admitted.length / pairs.length).toBeLessThan(0.2);
});

it('asks nothing of a single word, and nothing of a row of which it is not known', () => {
  expect(pairConditions(['alone'])).toEqual([]);
  const unknown = Object.fromEntries(Object.keys(pairsOf([])).map((name) => [name, ANY_PAIRS]));
  expect(fulfils(unknown, pairConditions(words(30)))).toBe(true);
});

it('gives numbers that JavaScript holds exactly', () => {
  for (const value of Object.values(pairsOf(words(5_000)))) expect(BigInt(Number(value))).toBe(value);
  expect(Number(ANY_PAIRS)).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
});
