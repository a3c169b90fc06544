import type { Visibility } from '#knowledge';

/** A visibility without a person behind it: all collections, unless the test says otherwise. */
export function aVisibility(
  collections: 'all' | readonly string[] = 'all',
  deniedCollections: readonly string[] = [],
  more: Partial<Omit<Visibility, 'collections' | 'deniedCollections'>> = {},
): Visibility {
  const parts = {
    ...{ principalId: 'somebody', accessVersion: 1, collections, documents: [], confinedTo: null },
    ...{ deniedCollections, deniedDocuments: [], deniedMatters: [], moved: { intoDenied: [], outOfDenied: [] } },
    ...more,
  };
  return { ...parts, key: JSON.stringify(parts) } as unknown as Visibility;
}
