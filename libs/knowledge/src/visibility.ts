declare const minted: unique symbol;

/**
 * What one principal may read at this moment. Only `access` mints it; every read of a document, passage or
 * count takes one. A denied collection stays denied whatever else allows it.
 */
export interface Visibility {
  readonly [minted]: true;
  readonly principalId: string;
  /** `'all'`, or exactly these collections. */
  readonly collections: 'all' | readonly string[];
  readonly deniedCollections: readonly string[];
}

/** Whether a visibility covers a collection. Deny beats allow. */
export function canSee(visibility: Visibility, collectionId: string): boolean {
  if (visibility.deniedCollections.includes(collectionId)) return false;
  return visibility.collections === 'all' || visibility.collections.includes(collectionId);
}
