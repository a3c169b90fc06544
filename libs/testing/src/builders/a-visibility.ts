import type { Visibility } from '#knowledge';

/** A visibility without a person behind it: all collections, unless the test says otherwise. */
export function aVisibility(
  collections: 'all' | readonly string[] = 'all',
  deniedCollections: readonly string[] = [],
): Visibility {
  return { principalId: 'somebody', collections, deniedCollections } as unknown as Visibility;
}
