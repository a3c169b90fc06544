import type { PassageView, SearchResult } from '#contracts';

/** An entry of the list: a document with its passages, or a passage alone. */
export interface FoundEntry {
  readonly document: string;
  /** Best first; never none. */
  readonly passages: readonly PassageView[];
  /** Whether the document has more of them than were given. */
  readonly hasMore: boolean;
}

/** Most passages that are given of one document: the best, and those that unfold below it. */
export const PASSAGES_OF_EACH = 6;

/** What a result lists, in its order. */
export function entriesOf({ passages, documents }: Pick<SearchResult, 'passages' | 'documents'>): FoundEntry[] {
  if (documents === null)
    return passages.map((passage) => ({ document: passage.document, passages: [passage], hasMore: false }));
  let from = 0;
  return documents.map(({ document, passages: own, hasMore }) => {
    const start = from;
    from += own;
    return { document, passages: passages.slice(start, from), hasMore };
  });
}

/** The passages that are on the page: the best of each entry, and all of those that are unfolded. */
export const inSight = (entries: readonly FoundEntry[], unfolded: ReadonlySet<string>): PassageView[] =>
  entries.flatMap(({ document, passages }) => (unfolded.has(document) ? passages : passages.slice(0, 1)));
