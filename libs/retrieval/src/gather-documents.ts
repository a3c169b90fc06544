/** How a list is put together by document. */
export interface Gathering {
  /** Most documents. */
  readonly documents: number;
  /** Most passages of each, from 1. */
  readonly passagesOfEach: number;
}

/** A document of a list that is put together by document. */
export interface GatheredDocument {
  readonly documentId: string;
  /** How many passages of the list are its own: they stand together, its best first. */
  readonly passages: number;
  /** Whether more of its passages have a word that was asked for. */
  readonly hasMore: boolean;
}

/**
 * Put passages together by document: each document stands where its best passage stood, and its others follow that.
 * @param passages Best first.
 * @param isMatch Whether a passage is worth being listed below a better one of its document.
 */
export function gatherByDocument<P extends { readonly documentId: string }>(
  passages: readonly P[],
  { documents, passagesOfEach }: Gathering,
  isMatch: (passage: P) => boolean,
): { passages: P[]; documents: GatheredDocument[] } {
  const gathered = new Map<string, P[]>();
  for (const passage of passages) {
    const those = gathered.get(passage.documentId);
    if (those) {
      if (isMatch(passage)) those.push(passage);
    } else if (gathered.size < documents) gathered.set(passage.documentId, [passage]);
  }
  return {
    passages: [...gathered.values()].flatMap((those) => those.slice(0, passagesOfEach)),
    documents: [...gathered].map(([documentId, { length }]) => {
      return { documentId, passages: Math.min(length, passagesOfEach), hasMore: length > passagesOfEach };
    }),
  };
}

/** What the sieve looks at. */
interface SiftedCandidate {
  readonly documentId: string;
  /** Whether it is worth being listed below a better one of its document. */
  readonly isMatch: boolean;
}

/**
 * Chooses, among candidates that come best first, those that a list by document needs to have read: what ranks highest whosever it is,
 * then the best of further documents, and what else matches in each. One more match of each than is shown tells whether there are more.
 */
export class DocumentSieve {
  /** Of each document that has a place, how many of its matches are taken. */
  private taken = new Map<string, number>();
  private seen = 0;

  /** @param head How many of the first are taken in any case, because what they say may change their order. */
  constructor(
    private readonly head: number,
    private readonly gathering: Gathering,
  ) {}

  /** Whether the next candidate is to be read. */
  takes(candidate: SiftedCandidate): boolean {
    const isTaken = this.seen++ < this.head || this.isWanted(candidate);
    if (isTaken) this.count(candidate);
    return isTaken;
  }

  /** Tells what is left of all that was taken: the others are gone, no match, or the words of another's, and give their places back. */
  keeps(left: readonly SiftedCandidate[]): void {
    this.taken = new Map();
    for (const candidate of left) this.count(candidate);
  }

  private count({ documentId, isMatch }: SiftedCandidate): void {
    this.taken.set(documentId, (this.taken.get(documentId) ?? 0) + (isMatch ? 1 : 0));
  }

  private isWanted({ documentId, isMatch }: SiftedCandidate): boolean {
    const matches = this.taken.get(documentId);
    if (matches === undefined) return this.taken.size < this.gathering.documents;
    return isMatch && matches <= this.gathering.passagesOfEach;
  }
}
