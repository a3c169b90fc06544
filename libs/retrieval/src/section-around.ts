import type { Span } from '#knowledge';

/** A stored chunk of one revision, as far as finding its neighbours needs it. */
export interface PlacedChunk {
  readonly ordinal: number;
  readonly span: Span;
  /** Headings above it, outermost first. */
  readonly headingPath: readonly string[];
}

/**
 * The part of a section that surrounds a hit: the hit and as many of its neighbours under the same headings as fit, taken
 * by turns after and before it, without a gap. What is cut off is always a whole chunk.
 * @param chunks Chunks of the hit's revision in reading order; those far from the hit may be missing.
 * @param ordinal Of the hit.
 * @param mostUnits Longest span wanted, in UTF-16 units; the hit itself is never cut.
 * @returns A span of the revision's stored text that covers the hit; null when the hit is not among the chunks.
 */
export function sectionAround(chunks: readonly PlacedChunk[], ordinal: number, mostUnits: number): Span | null {
  const at = new Map(chunks.map((chunk) => [chunk.ordinal, chunk]));
  const hit = at.get(ordinal);
  if (!hit) return null;
  const section = hit.headingPath.join('\n');
  let { start, end } = hit.span;
  let [before, after] = [ordinal - 1, ordinal + 1];
  for (let isOpen = { after: true, before: true }; isOpen.after || isOpen.before;) {
    for (const side of ['after', 'before'] as const) {
      if (!isOpen[side]) continue;
      const next = at.get(side === 'after' ? after : before);
      const grown = next && { start: Math.min(start, next.span.start), end: Math.max(end, next.span.end) };
      if (!grown || next.headingPath.join('\n') !== section || grown.end - grown.start > mostUnits) {
        isOpen = { ...isOpen, [side]: false };
        continue;
      }
      ({ start, end } = grown);
      if (side === 'after') after++;
      else before--;
    }
  }
  return { start, end };
}
