/** A stored chunk, as far as finding its neighbours needs it. */
export interface PlacedChunk {
  readonly revisionId: string;
  readonly ordinal: number;
  /** Headings above it, outermost first. */
  readonly headingPath: readonly string[];
}

/**
 * What surrounds a hit in its section: its neighbours under the same headings, taken by turns after and before it, without a gap.
 * @param chunks In any order, of any revisions; those far from the hit may be missing.
 * @param most How many, at most.
 * @returns Nearest first; none for a hit whose section is one chunk.
 */
export function sectionAround<C extends PlacedChunk>(chunks: readonly C[], hit: PlacedChunk, most: number): C[] {
  const own = chunks.filter(({ revisionId }) => revisionId === hit.revisionId);
  const at = new Map(own.map((chunk) => [chunk.ordinal, chunk]));
  const section = hit.headingPath.join('\n');
  const found: C[] = [];
  const open = new Set([1, -1]);
  for (let distance = 1; open.size > 0; distance++)
    for (const side of [...open]) {
      const next = at.get(hit.ordinal + side * distance);
      if (!next || next.headingPath.join('\n') !== section || found.length >= most) open.delete(side);
      else found.push(next);
    }
  return found;
}

/**
 * What leads to a hit in its section, the section's own beginning under a shorter path of headings included, and what follows it
 * under the same headings, without a gap.
 * @param chunks In any order, of any revisions; those far from the hit may be missing.
 * @param mostAfter How many after it, at most.
 * @returns Both in reading order.
 */
export function besideIn<C extends PlacedChunk>(
  chunks: readonly C[],
  hit: PlacedChunk,
  mostAfter: number,
): { readonly before: C[]; readonly after: C[] } {
  const at = new Map(chunks.filter((one) => one.revisionId === hit.revisionId).map((one) => [one.ordinal, one]));
  const leadsTo = ({ headingPath }: C) => headingPath.every((heading, i) => hit.headingPath[i] === heading);
  const isOfSection = (chunk: C) => leadsTo(chunk) && chunk.headingPath.length === hit.headingPath.length;
  const run = (step: 1 | -1, most: number, fits: (chunk: C) => boolean): C[] => {
    const found: C[] = [];
    let next = at.get(hit.ordinal + step);
    while (next && fits(next) && found.length < most) {
      found.push(next);
      next = at.get(next.ordinal + step);
    }
    return found;
  };
  return { before: run(-1, Infinity, leadsTo).reverse(), after: run(1, mostAfter, isOfSection) };
}
