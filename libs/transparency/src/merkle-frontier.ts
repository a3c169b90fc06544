import { createHash } from 'node:crypto';

/** Hash of a log entry: `H(0x00 ‖ leaf)`. @see RFC 6962, section 2.1 */
export function leafHash(leaf: string): Buffer {
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(leaf, 'utf8')
    .digest();
}

/** Hash of two subtrees: `H(0x01 ‖ left ‖ right)`. */
export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(left)
    .update(right)
    .digest();
}

/**
 * The right edge of a Merkle tree: the roots of its perfect subtrees, largest first, one for each set bit of `size`.
 * It is all that is needed to append and to name the root, in O(log n).
 */
export interface Frontier {
  readonly size: number;
  readonly peaks: readonly Buffer[];
}

/** Of a tree without a leaf. */
export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] };

/** Append one leaf hash. Equal neighbours of perfect subtrees merge, as binary addition carries. */
export function append(frontier: Frontier, leaf: Buffer): Frontier {
  const peaks = [...frontier.peaks];
  let carried = leaf;
  for (let size = frontier.size; size % 2 === 1; size = Math.floor(size / 2)) carried = nodeHash(peaks.pop()!, carried);
  return { size: frontier.size + 1, peaks: [...peaks, carried] };
}

/** The tree's root (RFC 6962 `MTH`): peaks folded from the right. The empty tree's is the hash of nothing. */
export function rootOf(frontier: Frontier): Buffer {
  const { peaks } = frontier;
  if (peaks.length === 0) return createHash('sha256').digest();
  return peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), peaks[peaks.length - 1]!);
}
