/**
 * Which words of a row stand one after another, in numbers that every row has: a Bloom filter of its pairs of neighbouring
 * tokens. The index of words knows which words a row has but not where; that two common words are both there says little. A
 * column of these is read in a hundredth of the time that the tokens take. It may say yes where it is no, and never the reverse.
 */
export const PAIR_COLUMNS: readonly string[] = Array.from({ length: 10 }, (_, i) => `pairs_${i}`);

/** Bits of a column: as many as a number holds exactly, in halves that bit operations can take. */
const HALF = 26;
const BITS = 2 * HALF;

/** Of a row of which it is not known: it may have any pair. */
export const ANY_PAIRS = 2n ** BigInt(BITS) - 1n;

interface Bit {
  readonly column: number;
  readonly place: number;
}

/** The columns of a row. @param tokens As they stand in it, in order. */
export function pairsOf(tokens: readonly string[]): Record<string, bigint> {
  const halves = new Uint32Array(2 * PAIR_COLUMNS.length);
  for (let i = 0; i + 1 < tokens.length; i++)
    for (const { column, place } of bitsOf(tokens[i]!, tokens[i + 1]!))
      halves[2 * column + Math.floor(place / HALF)]! |= 1 << (place % HALF);
  return Object.fromEntries(
    PAIR_COLUMNS.map((name, i) => [name, BigInt(halves[2 * i + 1]! * 2 ** HALF + halves[2 * i]!)]),
  );
}

/** What a row that has these tokens one after another fulfils, as LanceDB SQL, which has no operator for bits; none for a single token. */
export function pairConditions(tokens: readonly string[]): string[] {
  const bits = tokens.slice(1).flatMap((token, i) => bitsOf(tokens[i]!, token));
  return [...new Set(bits.map(({ column, place }) => `(${PAIR_COLUMNS[column]!} / ${2 ** place}) % 2 = 1`))];
}

/** A bit in each of two columns. */
function bitsOf(first: string, second: string): [Bit, Bit] {
  const pair = `${first} ${second}`;
  const [a, b] = [hashOf(pair, 0x811c9dc5), hashOf(pair, 0x9e3779b9)];
  const column = a % PAIR_COLUMNS.length;
  const step = 1 + (b % (PAIR_COLUMNS.length - 1));
  return [
    { column, place: (a >>> 8) % BITS },
    { column: (column + step) % PAIR_COLUMNS.length, place: (b >>> 8) % BITS },
  ];
}

/** FNV-1a, stirred, so that its low and its high bits are of use. */
function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
