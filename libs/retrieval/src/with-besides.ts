/** After so many passages that the query found stands one that was found besides. */
const EACH = 2;

/** How many passages hold this many of the query's own, with what stands among them. */
export const readWithBesides = (own: number): number => own + Math.floor(own / EACH);

/**
 * What a query found, with what further queries found among it: one after each two of its own, of each further query in turn. All that the
 * query found is there, in its order but for what was found both ways, which takes the better place.
 * @param own Best first.
 * @param besides Of each further query, best first; as many of them as half of `most` are taken.
 * @param most How many passages the query was to find.
 */
export function withBesides<P extends { readonly chunkId: string }>(
  own: readonly P[],
  besides: readonly (readonly P[])[],
  most: number,
): P[] {
  const known = new Map(own.map((passage) => [passage.chunkId, passage]));
  const further = inTurn(besides).slice(0, Math.ceil(most / EACH));
  const merged = new Map<string, P>();
  const add = (passage: P | undefined) => {
    if (passage && !merged.has(passage.chunkId)) merged.set(passage.chunkId, known.get(passage.chunkId) ?? passage);
  };
  const rounds = Math.max(Math.ceil(own.length / EACH), further.length);
  for (let round = 0; round < rounds; round++) {
    own.slice(EACH * round, EACH * (round + 1)).forEach(add);
    add(further[round]);
  }
  return [...merged.values()];
}

/** The best of each list, then the second of each, each passage once. */
function inTurn<P extends { readonly chunkId: string }>(lists: readonly (readonly P[])[]): P[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const all = Array.from({ length: longest }, (_, rank) => lists.flatMap((list) => list[rank] ?? [])).flat();
  return [...new Map(all.map((passage) => [passage.chunkId, passage])).values()];
}
