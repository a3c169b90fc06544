import { nodeHash } from './merkle-frontier.js';
import type { LeafRange } from './merkle-proof.js';

/** What is stored with an entry: the hash of its leaf, and the roots of the perfect subtrees after it, largest first. */
export interface StoredEdge {
  readonly leafHash: Buffer;
  readonly peaks: readonly Buffer[];
}

/** A perfect subtree: `2^height` leaves, ending before `end`. */
interface PerfectNode {
  readonly end: number;
  readonly height: number;
}

/**
 * Entries whose stored edges give the nodes of some ranges, so that a proof needs no other reads: two for each perfect
 * subtree, O(log² n) in all.
 */
export function entriesFor(ranges: readonly LeafRange[]): number[] {
  const wanted = new Set<number>();
  for (const node of ranges.flatMap(perfectNodes)) {
    wanted.add(node.end - 1);
    if (node.height > 0) wanted.add(node.end - 2);
  }
  return [...wanted].sort((a, b) => a - b);
}

/**
 * The node of a range: its perfect subtrees folded from the right.
 * @param edgeOf The stored edge of an entry that {@link entriesFor} named.
 */
export function nodeOf(range: LeafRange, edgeOf: (index: number) => StoredEdge): Buffer {
  const hashes = perfectNodes(range).map((node) => perfectHash(node, edgeOf));
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), hashes[hashes.length - 1]!);
}

/** Before its last leaf came, a perfect subtree's left halves were the last peaks: that leaf carried through all of them. */
function perfectHash({ end, height }: PerfectNode, edgeOf: (index: number) => StoredEdge): Buffer {
  const { leafHash } = edgeOf(end - 1);
  if (height === 0) return leafHash;
  return edgeOf(end - 2)
    .peaks.slice(-height)
    .reduceRight((carried, left) => nodeHash(left, carried), leafHash);
}

/** Proof ranges start where a perfect subtree of their own size or larger may start, so largest-first always fits. */
function perfectNodes({ start, end }: LeafRange): PerfectNode[] {
  const nodes: PerfectNode[] = [];
  for (let at = start; at < end;) {
    const height = Math.floor(Math.log2(end - at));
    at += 2 ** height;
    nodes.push({ end: at, height });
  }
  return nodes;
}
