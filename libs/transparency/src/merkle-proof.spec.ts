import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { EMPTY_FRONTIER, type Frontier, append, leafHash, rootOf } from './merkle-frontier.js';
import { consistencyRanges, inclusionRanges, provesConsistency, provesInclusion } from './merkle-proof.js';
import { type StoredEdge, entriesFor, nodeOf } from './stored-nodes.js';

/** A log as the table stores it: each entry's leaf hash and the edge of the tree after it. */
class Log {
  readonly edges: StoredEdge[] = [];
  readonly roots: Buffer[] = [rootOf(EMPTY_FRONTIER)];

  constructor(size: number, salt = '') {
    let frontier: Frontier = EMPTY_FRONTIER;
    for (let i = 0; i < size; i++) {
      const hash = leafHash(`${salt}${i}`);
      frontier = append(frontier, hash);
      this.edges.push({ leafHash: hash, peaks: frontier.peaks });
      this.roots.push(rootOf(frontier));
    }
  }

  inclusion(index: number, size: number): Buffer[] {
    return this.nodes(inclusionRanges(index, size));
  }

  consistency(from: number, to: number): Buffer[] {
    return this.nodes(consistencyRanges(from, to));
  }

  /** Only entries that {@link entriesFor} asked for may be read. */
  private nodes(ranges: { start: number; end: number }[]): Buffer[] {
    const read = new Map(entriesFor(ranges).map((index) => [index, this.edges[index]!]));
    return ranges.map((range) => nodeOf(range, (index) => read.get(index)!));
  }
}

const LARGEST = 70;
const log = new Log(LARGEST);
const other = new Log(LARGEST, 'other');

/** A size, and a smaller number. */
const sizes = (least: number) =>
  fc
    .integer({ min: least + 1, max: LARGEST })
    .chain((size) => fc.tuple(fc.integer({ min: least, max: size - 1 }), fc.constant(size)));

/** What a forger might do to a path of hashes. Each yields a path that differs from the given one. */
const spoilt = (path: readonly Buffer[]): Buffer[][] => {
  const flipped = path.map((hash, i) => path.map((each, j) => (i === j ? Buffer.from(each.map((b) => b ^ 1)) : each)));
  const swapped = path
    .slice(1)
    .map((_, i) => path.map((each, j) => path[j === i ? i + 1 : j === i + 1 ? i : j] ?? each));
  return [
    [...path, randomBytes(32)],
    [randomBytes(32), ...path],
    [...path, Buffer.alloc(0)],
    ...(path.length > 0
      ? [
          path.slice(0, -1),
          path.slice(1),
          [],
          path.map(() => randomBytes(32)),
          path.map((hash) => hash.subarray(0, 31)),
        ]
      : []),
    ...(path.length > 0
      ? [
          [...path, path[path.length - 1]!],
          [path[0]!, ...path],
        ]
      : []),
    ...flipped,
    ...swapped,
  ];
};

describe('inclusion proofs', () => {
  it('prove every entry of every tree from what is stored', () => {
    for (let size = 1; size <= LARGEST; size++)
      for (let index = 0; index < size; index++)
        expect(
          provesInclusion(index, size, log.edges[index]!.leafHash, log.inclusion(index, size), log.roots[size]!),
        ).toBe(true);
  });

  it('fail for a wrong index, size, leaf, root or path', () => {
    fc.assert(
      fc.property(sizes(0), ([index, size]) => {
        const [leaf, path, root] = [log.edges[index]!.leafHash, log.inclusion(index, size), log.roots[size]!];
        const fails = (i: number, n: number, l: Buffer, p: readonly Buffer[], r: Buffer) =>
          expect(provesInclusion(i, n, l, p, r)).toBe(false);
        for (const wrong of [index - 1, index + 1, index ^ 2, size, size + index, -1, 0.5, Number.NaN])
          if (wrong !== index) fails(wrong, size, leaf, path, root);
        for (const wrong of [0, -1, index, 2 ** 53]) if (wrong !== size) fails(index, wrong, leaf, path, root);
        fails(index, size, other.edges[index]!.leafHash, path, root);
        fails(index, size, leaf.subarray(1), path, root);
        for (const wrong of [other.roots[size]!, log.roots[size - 1]!, Buffer.alloc(32), Buffer.alloc(0), leaf])
          if (!wrong.equals(root)) fails(index, size, leaf, path, wrong);
        for (const wrong of spoilt(path)) fails(index, size, leaf, wrong, root);
      }),
    );
  });

  it('fail for a neighbouring size, whose root is another', () => {
    fc.assert(
      fc.property(sizes(0), ([index, size]) => {
        const [leaf, path] = [log.edges[index]!.leafHash, log.inclusion(index, size)];
        for (const wrong of [size - 1, size + 1])
          if (wrong > index && wrong <= LARGEST)
            expect(provesInclusion(index, wrong, leaf, path, log.roots[wrong]!)).toBe(false);
      }),
    );
  });
});

describe('consistency proofs', () => {
  it('prove that every tree is the start of every later one, from what is stored', () => {
    for (let to = 0; to <= LARGEST; to++)
      for (let from = 0; from <= to; from++)
        expect(provesConsistency(from, to, log.roots[from]!, log.roots[to]!, log.consistency(from, to))).toBe(true);
  });

  it('fail for wrong sizes, roots or paths, and for a fork', () => {
    fc.assert(
      fc.property(sizes(1), ([from, to]) => {
        const [old, root, path] = [log.roots[from]!, log.roots[to]!, log.consistency(from, to)];
        const fails = (m: number, n: number, a: Buffer, b: Buffer, p: readonly Buffer[]) =>
          expect(provesConsistency(m, n, a, b, p)).toBe(false);
        for (const wrong of [from - 1, from + 1, to + 1, -1, 0.5])
          if (wrong !== 0 || path.length > 0) fails(wrong, to, old, root, path);
        fails(to, from, old, root, path);
        fails(from, to, other.roots[from]!, root, path);
        fails(from, to, old, other.roots[to]!, path);
        fails(from, to, root, old, path);
        fails(from, to, Buffer.alloc(32), root, path);
        fails(from, to, old, Buffer.alloc(0), path);
        fails(from, to, other.roots[from]!, other.roots[to]!, path);
        for (const wrong of spoilt(path)) fails(from, to, old, root, wrong);
      }),
    );
  });

  it('want equal roots and no path for equal sizes, and no path from the empty tree', () => {
    expect(provesConsistency(5, 5, log.roots[5]!, log.roots[5]!, [])).toBe(true);
    expect(provesConsistency(5, 5, log.roots[5]!, other.roots[5]!, [])).toBe(false);
    expect(provesConsistency(5, 5, log.roots[5]!, log.roots[5]!, [randomBytes(32)])).toBe(false);
    expect(provesConsistency(0, 5, log.roots[0]!, log.roots[5]!, [randomBytes(32)])).toBe(false);
  });
});
