declare const minted: unique symbol;

/**
 * What one principal may read at this moment. Only `access` mints it; every read of a document, passage or count takes
 * one. Nobody looks inside: {@link canSee}, {@link canSeeDocument} and {@link seesEverything} answer, and `library` and
 * `search-index` turn it into conditions of their queries.
 *
 * A document is seen when its collection, or the document itself, is allowed, when a confined key is not kept from its
 * collection, and when neither document, collection nor matter is denied. Deny beats allow, whoever asks.
 */
export interface Visibility {
  readonly [minted]: true;
  readonly principalId: string;
  /** Two visibilities of the same key see the same. */
  readonly key: string;
  /** Number of the last change of access that it knows; what a record is sealed with. */
  readonly accessVersion: number;
  /** `'all'`, or exactly these collections. */
  readonly collections: 'all' | readonly string[];
  /** Single documents that are allowed whatever becomes of their collection. */
  readonly documents: readonly string[];
  /** Collections that a confined key is held to; null: it is not confined. */
  readonly confinedTo: readonly string[] | null;
  readonly deniedCollections: readonly string[];
  readonly deniedDocuments: readonly string[];
  /** Ids of matters. */
  readonly deniedMatters: readonly string[];
  /** Documents that came into a denied matter or left it, while the search index does not know it yet. */
  readonly moved: { readonly intoDenied: readonly string[]; readonly outOfDenied: readonly string[] };
}

/** What a decision about one document needs to know of it. */
export interface DocumentPlace {
  readonly documentId: string;
  readonly collectionId: string;
  readonly matterId: string | null;
}

/** Whether a visibility covers a collection as a whole. A single document of it may be seen without. */
export function canSee(visibility: Visibility, collectionId: string): boolean {
  return (
    isWithin(visibility, collectionId) &&
    (visibility.collections === 'all' || visibility.collections.includes(collectionId))
  );
}

/** Whether a visibility covers a document. */
export function canSeeDocument(visibility: Visibility, place: DocumentPlace): boolean {
  return documentJudge(visibility)(place);
}

/** The same decision for many documents, each in a time that does not grow with the visibility. */
export function documentJudge(visibility: Visibility): (place: DocumentPlace) => boolean {
  const collections = visibility.collections === 'all' ? null : setOf(visibility.collections);
  const [documents, confinedTo] = [setOf(visibility.documents), visibility.confinedTo && setOf(visibility.confinedTo)];
  const [deniedCollections, deniedDocuments] = [setOf(visibility.deniedCollections), setOf(visibility.deniedDocuments)];
  const deniedMatters = setOf(visibility.deniedMatters);
  return ({ documentId, collectionId, matterId }) =>
    !deniedDocuments.has(documentId) &&
    !deniedCollections.has(collectionId) &&
    !(matterId !== null && deniedMatters.has(matterId)) &&
    (confinedTo === null || confinedTo.has(collectionId)) &&
    (collections === null || collections.has(collectionId) || documents.has(documentId));
}

/** Of one list, which nobody changes, the set is made once: one of thousands takes longer than what is asked of it. */
function setOf(ids: readonly string[]): ReadonlySet<string> {
  const known = sets.get(ids) ?? new Set(ids);
  sets.set(ids, known);
  return known;
}

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Whether nothing at all is kept from it, so that a read needs no condition. */
export function seesEverything(visibility: Visibility): boolean {
  const { collections, confinedTo, deniedCollections, deniedDocuments, deniedMatters } = visibility;
  const denied = deniedCollections.length + deniedDocuments.length + deniedMatters.length;
  return collections === 'all' && confinedTo === null && denied === 0;
}

function isWithin({ confinedTo, deniedCollections }: Visibility, collectionId: string): boolean {
  return !deniedCollections.includes(collectionId) && (confinedTo === null || confinedTo.includes(collectionId));
}
