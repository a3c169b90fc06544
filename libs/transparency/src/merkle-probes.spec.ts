import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { EMPTY_FRONTIER, append, leafHash, nodeHash, rootOf } from './merkle-frontier.js';
import { consistencyRanges, inclusionRanges, provesConsistency, provesInclusion } from './merkle-proof.js';

/**
 * The classes of wrong proofs that the probes of transparency-dev/merkle are made of, over random trees: a proof that is
 * changed in any of these ways proves nothing.
 */
const MOST = 130;
const LEAVES = Array.from({ length: MOST }, (_, i) => leafHash(`entry ${i}`));
const ROOTS = rootsOf(LEAVES);

function rootsOf(leaves: readonly Buffer[]): Buffer[] {
  let frontier = EMPTY_FRONTIER;
  const roots = [rootOf(frontier)];
  for (const leaf of leaves) roots.push(rootOf((frontier = append(frontier, leaf))));
  return roots;
}

/** RFC 6962, section 2.1, word for word: slow, and another way than the code that is tested. */
function treeHash(start: number, end: number): Buffer {
  if (end - start === 1) return LEAVES[start]!;
  let split = 1;
  while (split * 2 < end - start) split *= 2;
  return nodeHash(treeHash(start, start + split), treeHash(start + split, end));
}

const hashesOf = (ranges: readonly { start: number; end: number }[]) =>
  ranges.map(({ start, end }) => treeHash(start, end));
const other = createHash('sha256').update('something else').digest();
const flipped = (hash: Buffer): Buffer => Buffer.from(hash.map((byte, i) => (i === 7 ? byte ^ 1 : byte)));

/** Ways to spoil a list of hashes. Each gives another list than it was given, or null where that can't be. */
const SPOILS: Readonly<Record<string, (path: readonly Buffer[], at: number) => Buffer[] | null>> = {
  'a hash that was changed': (path, at) =>
    path.length ? path.with(at % path.length, flipped(path[at % path.length]!)) : null,
  'a hash that is another': (path, at) => (path.length ? path.with(at % path.length, other) : null),
  'two hashes swapped': (path, at) => {
    if (path.length < 2) return null;
    const [i, j] = [at % path.length, (at + 1) % path.length];
    return path.with(i, path[j]!).with(j, path[i]!);
  },
  'the first hash left out': (path) => (path.length ? path.slice(1) : null),
  'the last hash left out': (path) => (path.length ? path.slice(0, -1) : null),
  'a hash too many in front': (path) => [other, ...path],
  'a hash too many at the end': (path) => [...path, other],
  'the last hash twice': (path) => (path.length ? [...path, path.at(-1)!] : null),
  'the root at the end': (path) => [...path, ROOTS[MOST]!],
  'a hash cut short': (path, at) =>
    path.length ? path.with(at % path.length, path[at % path.length]!.subarray(0, 31)) : null,
  'a hash grown longer': (path, at) =>
    path.length ? path.with(at % path.length, Buffer.concat([path[at % path.length]!, Buffer.of(0)])) : null,
  'an empty hash': (path, at) => (path.length ? path.with(at % path.length, Buffer.alloc(0)) : null),
};

const place = fc
  .integer({ min: 1, max: MOST })
  .chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)));
const growth = fc
  .integer({ min: 1, max: MOST })
  .chain((to) => fc.tuple(fc.integer({ min: 1, max: to }), fc.constant(to)));
const spot = fc.nat({ max: 64 });

describe('wrong inclusion proofs', () => {
  const pathOf = (index: number, size: number) => hashesOf(inclusionRanges(index, size));

  it('are not made from right ones by chance: those hold', () => {
    fc.assert(
      fc.property(place, ([index, size]) =>
        provesInclusion(index, size, LEAVES[index]!, pathOf(index, size), ROOTS[size]!),
      ),
    );
  });

  it.each(Object.keys(SPOILS))('fail for %s', (name) => {
    fc.assert(
      fc.property(place, spot, ([index, size], at) => {
        const path = SPOILS[name]!(pathOf(index, size), at);
        return path === null || !provesInclusion(index, size, LEAVES[index]!, path, ROOTS[size]!);
      }),
    );
  });

  it('fail for another index, and for a size that is off and its root', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: -2, max: MOST + 2 }), ([index, size], wrong) => {
        const path = pathOf(index, size);
        const elsewhere = wrong !== index && provesInclusion(wrong, size, LEAVES[index]!, path, ROOTS[size]!);
        const isCount = wrong >= 0 && wrong <= MOST && wrong !== size;
        return !elsewhere && !(isCount && provesInclusion(index, wrong, LEAVES[index]!, path, ROOTS[wrong]!));
      }),
    );
  });

  it('fail for another root, another leaf, no leaf, and numbers that are none', () => {
    fc.assert(
      fc.property(place, ([index, size]) => {
        const path = pathOf(index, size);
        const root = ROOTS[size]!;
        const leaf = LEAVES[index]!;
        const tries = [
          provesInclusion(index, size, leaf, path, other),
          provesInclusion(index, size, leaf, path, Buffer.alloc(0)),
          provesInclusion(index, size, other, path, root),
          provesInclusion(index, size, Buffer.alloc(0), path, root),
          provesInclusion(index, size, flipped(leaf), path, root),
          provesInclusion(index + 0.5, size, leaf, path, root),
          provesInclusion(NaN, size, leaf, path, root),
          provesInclusion(index, Infinity, leaf, path, root),
          provesInclusion(size, size, leaf, path, root),
          provesInclusion(-1, size, leaf, path, root),
        ];
        return tries.every((held) => !held);
      }),
    );
  });
});

describe('wrong consistency proofs', () => {
  const pathOf = (from: number, to: number) => hashesOf(consistencyRanges(from, to));

  it('are not made from right ones by chance: those hold', () => {
    fc.assert(
      fc.property(growth, ([from, to]) => provesConsistency(from, to, ROOTS[from]!, ROOTS[to]!, pathOf(from, to))),
    );
  });

  it.each(Object.keys(SPOILS))('fail for %s', (name) => {
    fc.assert(
      fc.property(growth, spot, ([from, to], at) => {
        const path = SPOILS[name]!(pathOf(from, to), at);
        return path === null || !provesConsistency(from, to, ROOTS[from]!, ROOTS[to]!, path);
      }),
    );
  });

  it('fail for other sizes with their own roots, and for roots exchanged', () => {
    fc.assert(
      fc.property(growth, fc.integer({ min: 1, max: MOST }), ([from, to], wrong) => {
        const path = pathOf(from, to);
        const otherStart = wrong !== from && provesConsistency(wrong, to, ROOTS[wrong]!, ROOTS[to]!, path);
        const otherEnd = wrong !== to && provesConsistency(from, wrong, ROOTS[from]!, ROOTS[wrong]!, path);
        const exchanged = from !== to && provesConsistency(from, to, ROOTS[to]!, ROOTS[from]!, path);
        const backwards = from !== to && provesConsistency(to, from, ROOTS[to]!, ROOTS[from]!, path);
        return !otherStart && !otherEnd && !exchanged && !backwards;
      }),
    );
  });

  it('fail for a fork: a tree whose history was rewritten', () => {
    fc.assert(
      fc.property(growth, spot, ([from, to], at) => {
        const rewritten = LEAVES.slice(0, to).map((leaf, i) => (i === at % from ? other : leaf));
        return !provesConsistency(from, to, ROOTS[from]!, rootsOf(rewritten)[to]!, pathOf(from, to));
      }),
    );
  });
});
