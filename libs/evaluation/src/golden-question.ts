/** Where the answer to a golden question stands. */
export interface ExpectedSource {
  readonly documentId: string;
  /** Words of the passage that answers; null when any passage of the document will do. */
  readonly quote: string | null;
  readonly page: number | null;
}

/** Where a golden question came from: typed, taken from what people said of an answer, or out of a file. */
export type GoldenOrigin = 'manual' | 'feedback' | 'import';

/** A question whose right source people know: what every change of embedder, chunker or weights is measured by. */
export interface GoldenQuestion {
  readonly id: string;
  readonly question: string;
  /** Asked in these alone; none means the whole library. */
  readonly collectionIds: readonly string[];
  readonly expected: readonly ExpectedSource[];
  readonly origin: GoldenOrigin;
  readonly note: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What one index found for one question. */
export interface GoldenResult {
  readonly questionId: string;
  /** Hash of what was asked and expected: an edited question is another one. */
  readonly version: string;
  /** Ranks of the expected sources among the distinct documents found, from 1, in the order of `expected`; null beyond the first ten. */
  readonly ranks: readonly (number | null)[];
  /** Best documents, best first. */
  readonly top: readonly { readonly documentId: string; readonly isExpected: boolean }[];
}
