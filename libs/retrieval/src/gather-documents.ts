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

/**
 * Chooses, among candidates that come best first, those that a list by document needs to have read: what ranks highest whosever it is,
 * then the best of further documents, and what else matches in each. One more of each than is shown tells whether there are more.
 */
export class DocumentSieve {
  private readonly taken = new Map<string, number>();
  private seen = 0;

  /** @param head How many of the first are taken in any case, because what they say may change their order. */
  constructor(
    private readonly head: number,
    private readonly gathering: Gathering,
  ) {}

  /** @param isMatch Whether it is worth being listed below a better one of its document. */
  takes(documentId: string, isMatch: boolean): boolean {
    const taken = this.taken.get(documentId) ?? 0;
    const isTaken = this.seen++ < this.head || (taken === 0 ? this.hasRoom : isMatch && this.isOpen(taken));
    if (isTaken) this.taken.set(documentId, taken + 1);
    return isTaken;
  }

  /** A document of which nothing was left: its passages are gone, or the words of another's. */
  releases(documentId: string): void {
    this.taken.delete(documentId);
  }

  private get hasRoom(): boolean {
    return this.taken.size < this.gathering.documents;
  }

  private isOpen(taken: number): boolean {
    return taken <= this.gathering.passagesOfEach;
  }
}
