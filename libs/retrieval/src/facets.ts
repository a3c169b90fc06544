import type { DocumentFacts } from '#knowledge';

/** What is known of a revision that was found. */
export interface FoundRevision extends DocumentFacts {
  readonly documentId: string;
  readonly collectionName: string;
  /** Short name, as it is written after `type:`. */
  readonly type: string;
}

/** What matches are counted by. */
export const FACETS = ['collection', 'type', 'matter', 'author', 'year', 'language'] as const;
export type FacetName = (typeof FACETS)[number];

/** Documents of one value, not passages. */
export interface FacetCount {
  readonly value: string;
  readonly documents: number;
}

/** Documents among the matches, counted by what they are. */
export interface Facets {
  readonly documents: number;
  /** Whether there are more matches than were counted. */
  readonly isPartial: boolean;
  /** The commonest values first, equal ones in order of the alphabet; years newest first. */
  readonly counts: Readonly<Record<FacetName, readonly FacetCount[]>>;
}

/** Values told of each facet. */
const MOST_VALUES = 20;

/** @param found Revisions that the asker may see; of a document found in several ones, each counts what it says. */
export function countFacets(found: readonly FoundRevision[], isPartial: boolean): Facets {
  const count = (valuesOf: (revision: FoundRevision) => readonly (string | null | undefined)[]) => {
    const documents = new Map<string, Set<string>>();
    for (const revision of found)
      for (const value of valuesOf(revision))
        if (value) documents.set(value, (documents.get(value) ?? new Set()).add(revision.documentId));
    return [...documents].map(([value, ids]): FacetCount => ({ value, documents: ids.size }));
  };
  const commonest = (counts: FacetCount[]) =>
    counts.sort((a, b) => b.documents - a.documents || a.value.localeCompare(b.value, 'en')).slice(0, MOST_VALUES);
  const newest = (counts: FacetCount[]) => counts.sort((a, b) => b.value.localeCompare(a.value)).slice(0, MOST_VALUES);
  return {
    documents: new Set(found.map(({ documentId }) => documentId)).size,
    isPartial,
    counts: {
      collection: commonest(count(({ collectionName }) => [collectionName])),
      type: commonest(count(({ type }) => [type])),
      matter: commonest(count(({ matter }) => [matter])),
      author: commonest(count(({ authors }) => authors)),
      year: newest(count(({ date }) => [date?.slice(0, 4)])),
      language: commonest(count(({ language }) => [language])),
    },
  };
}
