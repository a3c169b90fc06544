import { nodeHash } from './merkle-frontier.js';

/** The leaves `[start, end)` of a log whose common node a proof needs. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Which nodes prove that a leaf is in a tree, from the leaf's sibling up.
 * @param index From 0, below `size`.
 * @see RFC 6962, section 2.1.1 (`PATH`)
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const path: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  return path.reverse();
}

/**
 * Which nodes prove that a smaller tree is the start of a larger one; none for equal sizes and for the empty tree.
 * @param from At least 0, at most `to`.
 * @see RFC 6962, section 2.1.2 (`SUBPROOF`)
 */
export function consistencyRanges(from: number, to: number): LeafRange[] {
  if (from === 0 || from === to) return [];
  const path: LeafRange[] = [];
  let [start, end] = [0, to];
  let isOldRoot = true;
  while (end !== from) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
      isOldRoot = false;
    }
  }
  // The old tree itself needs no proof when it is a node of the new one.
  if (!isOldRoot) path.push({ start, end });
  return path.reverse();
}

/**
 * The root that a leaf's path leads to, or null when the path does not fit the tree's shape.
 * @see RFC 9162, section 2.1.3.2
 */
export function rootFromInclusion(index: number, size: number, leaf: Buffer, path: readonly Buffer[]): Buffer | null {
  if (!isCount(index) || !isCount(size) || index >= size) return null;
  const ranges = inclusionRanges(index, size);
  if (path.length !== ranges.length || !path.every(isHash) || !isHash(leaf)) return null;
  return path.reduce((hash, sibling, level) => {
    const isLeft = ranges[level]!.end <= index;
    return isLeft ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }, leaf);
}

/** Whether a path proves that the leaf is at this index of the tree with this root. */
export function provesInclusion(
  index: number,
  size: number,
  leaf: Buffer,
  path: readonly Buffer[],
  root: Buffer,
): boolean {
  return rootFromInclusion(index, size, leaf, path)?.equals(root) ?? false;
}

/**
 * Whether a path proves that the tree of size `from` is the start of the tree of size `to`.
 * The empty tree is the start of every tree; equal sizes need equal roots; both with an empty path.
 * @see RFC 9162, section 2.1.4.2
 */
export function provesConsistency(
  from: number,
  to: number,
  fromRoot: Buffer,
  toRoot: Buffer,
  path: readonly Buffer[],
): boolean {
  if (!isCount(from) || !isCount(to) || from > to || !path.every(isHash)) return false;
  if (from === to) return path.length === 0 && fromRoot.equals(toRoot);
  if (from === 0) return path.length === 0;
  // A power of two is a node of the larger tree, so its root begins the path.
  const [seed, ...rest] = isPowerOfTwo(from) ? [fromRoot, ...path] : path;
  if (!seed) return false;
  let [node, last] = [from - 1, to - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [old, grown] = [seed, seed];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      old = nodeHash(sibling, old);
      grown = nodeHash(sibling, grown);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else grown = nodeHash(grown, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && old.equals(fromRoot) && grown.equals(toRoot);
}

/** The largest power of two below a count of at least 2. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

const half = (value: number): number => Math.floor(value / 2);
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isHash = (hash: Buffer): boolean => hash.length === 32;
const isPowerOfTwo = (value: number): boolean => splitOf(value + 1) === value;
