import { ANALYSER_VERSION, lexiconOf } from './analysis/lexicon.js';
import { labelsOf } from './labels.js';
import { pairsOf } from './word-pairs.js';
import type { Metadata } from '#knowledge';

/** One chunk as the index takes it. The text is only analysed: the index stores tokens, never text. */
export interface IndexRow {
  readonly chunkId: string;
  readonly collectionId: string;
  readonly documentId: string;
  readonly revisionId: string;
  readonly mediaType: string;
  /** Place of the document in its collection, with `/` between folders. */
  readonly path: string;
  /** The matter that the document is under; absent or null for none. */
  readonly matterId?: string | null;
  readonly metadata: Metadata;
  /** More pairs that can be filtered by, such as what a model read out of it; metadata of the same key wins. */
  readonly proposed?: readonly { readonly key: string; readonly value: string }[];
  readonly title: string;
  /** The language of the text, a code of two letters; absent or null where it was not recognised. */
  readonly language?: string | null;
  /** Of the analysis of the index that the row is for; the newest when left out. */
  readonly analyserVersion?: number;
  /** Headings above the chunk, outermost first. */
  readonly headingPath: readonly string[];
  readonly text: string;
  /** When the revision came; its date where nothing says another. */
  readonly receivedAt?: Date | null;
  /** As many finite numbers as the table has dimensions. */
  readonly vector: Float32Array;
  /** Sequence number at which the revision went live. */
  readonly validFrom: number;
  /** Sequence number at which it was superseded or removed; absent or null while it is current. */
  readonly validTo?: number | null;
}

/** `valid_to` of a current row: the largest integer that JavaScript and an int64 column both hold exactly. */
export const STILL_VALID = Number.MAX_SAFE_INTEGER;

/**
 * Tokens of a chunk: its title, the headings that the title does not already say, and its text. The title is what lets
 * a chunk from the middle of a document be found by the document's subject.
 */
export function termsOf(
  row: Pick<IndexRow, 'title' | 'headingPath' | 'text' | 'language' | 'analyserVersion'>,
): string[] {
  const { title, headingPath, text, language = null, analyserVersion = ANALYSER_VERSION } = row;
  const headings = headingPath.filter((heading) => heading !== title);
  return lexiconOf({ analyserVersion, languages: [] }).tokens([title, ...headings, text].join('\n'), language);
}

/** One metadata pair as the `meta` list holds it. Keys hold no `=`, so pairs cannot be confused. */
export function metadataEntry(key: string, value: string): string {
  return `${key}=${value}`;
}

/** What the labels of a row are made of. */
export type Labelled = Pick<IndexRow, 'metadata' | 'proposed' | 'title' | 'receivedAt'>;

/** Everything that a row can be filtered by, as its `meta` list: metadata, of which a key that people gave stands alone, and labels. */
export function metaOf(row: Labelled): string[] {
  const { metadata, proposed = [] } = row;
  const given = Object.entries(metadata).map(([key, value]) => metadataEntry(key, value));
  const more = proposed
    .filter(({ key }) => !Object.hasOwn(metadata, key))
    .map((one) => metadataEntry(one.key, one.value));
  return [...new Set([...given, ...more, ...labelsOf(row)])];
}

/** A row with the columns of {@link chunksSchema}. */
export type StoredRow = Record<string, unknown> & { readonly id: string; readonly revision_id: string };

/** The stored form of a row. */
export function toRecord(row: IndexRow): StoredRow {
  const terms = termsOf(row);
  return {
    id: row.chunkId,
    collection_id: row.collectionId,
    document_id: row.documentId,
    revision_id: row.revisionId,
    media_type: row.mediaType,
    path: row.path,
    matter: row.matterId ?? '',
    meta: metaOf(row),
    terms: terms.join(' '),
    vector: row.vector,
    valid_from: BigInt(row.validFrom),
    valid_to: BigInt(row.validTo ?? STILL_VALID),
    ...pairsOf(terms),
  };
}
