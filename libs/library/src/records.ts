import {
  type CoverageNote,
  type Failure,
  type Metadata,
  type RevisionCoverage,
  type RevisionState,
  coverageOf,
  storedFailure,
} from '#knowledge';
import type { DocumentEntity } from './entities/document.entity.js';
import type { RevisionEntity, StoredTerm } from './entities/revision.entity.js';

/** A revision as other rooms see it. */
export interface RevisionRecord {
  readonly id: string;
  readonly documentId: string;
  readonly number: number;
  readonly state: RevisionState;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly fileName: string;
  readonly title: string;
  readonly metadata: Metadata;
  readonly attempts: number;
  readonly pages: number;
  readonly chunks: number;
  readonly failure: Failure | null;
  readonly notes: readonly CoverageNote[];
  /** Null while it has not been read. */
  readonly coverage: RevisionCoverage | null;
  /** Words that a contract or law gives a meaning of its own. */
  readonly definedTerms: readonly StoredTerm[];
  /** ISO 639-1; null where that is not plain, and for revisions read before it was looked at. */
  readonly language: string | null;
  readonly createdAt: Date;
  readonly liveAt: Date | null;
}

/** A document with the revision that answers come from now and the newest one. */
export interface DocumentRecord {
  readonly id: string;
  readonly collection: { readonly id: string; readonly name: string };
  /** The document that it came out of. */
  readonly parentId: string | null;
  readonly path: string;
  readonly title: string;
  readonly metadata: Metadata;
  /** The matter that it is under. */
  readonly matter: { readonly id: string; readonly number: string; readonly name: string } | null;
  readonly state: RevisionState;
  readonly current: RevisionRecord | null;
  readonly latest: RevisionRecord;
  readonly removedAt: Date | null;
}

/** A row of revisions as other rooms may know it. */
export function toRevision(row: RevisionEntity): RevisionRecord {
  return {
    id: row.id,
    documentId: row.documentId,
    number: row.number,
    state: row.state,
    sha256: row.sha256,
    sizeBytes: row.sizeBytes,
    mediaType: row.mediaType,
    fileName: row.fileName,
    title: row.title,
    metadata: row.metadata,
    attempts: row.attempts,
    notes: row.notes,
    createdAt: row.createdAt,
    liveAt: row.liveAt,
    coverage: row.coverage ?? (row.chunkCount > 0 ? coverageOf(row.notes, row.pageCount) : null),
    definedTerms: row.definedTerms,
    language: row.language,
    pages: row.pageCount,
    chunks: row.chunkCount,
    failure: storedFailure(row.failureCode, row.failureMessage, row.failureParticulars),
  };
}

/**
 * @param revisions By id; the newest has to be among them, which is a bug where it is not. The state is that of the
 * newest.
 */
export function toDocument(
  row: DocumentEntity,
  collectionName: string,
  matter: DocumentRecord['matter'],
  revisions: ReadonlyMap<string, RevisionRecord>,
): DocumentRecord {
  const latest = revisions.get(row.latestRevisionId ?? '');
  if (!latest) throw new Error(`document ${row.id} has no newest revision`);
  return {
    id: row.id,
    collection: { id: row.collectionId, name: collectionName },
    parentId: row.parentId,
    path: row.path,
    title: row.title,
    metadata: row.metadata,
    matter,
    state: latest.state,
    current: revisions.get(row.currentRevisionId ?? '') ?? null,
    latest,
    removedAt: row.removedAt,
  };
}
