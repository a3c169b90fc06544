/** What each next best passage of a document counts, beside the one before it. */
const NEXT = 0.5;

/**
 * What the passages of a document lend one another, by document: a page that answers in several places is about what was asked. The second
 * best counts in full, each further one half of the one before it.
 * @param passages Best first.
 * @returns On the scale of the scores; 0 for a document with one passage.
 */
export function backing(
  passages: readonly { readonly documentId: string; readonly score: number }[],
): Map<string, number> {
  const [lent, next] = [new Map<string, number>(), new Map<string, number>()];
  for (const { documentId, score } of passages) {
    const share = next.get(documentId) ?? 0;
    lent.set(documentId, (lent.get(documentId) ?? 0) + share * Math.max(0, score));
    next.set(documentId, share === 0 ? 1 : share * NEXT);
  }
  return lent;
}
