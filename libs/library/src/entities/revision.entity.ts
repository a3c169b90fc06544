import type { CoverageNote, Metadata, Particulars, RevisionCoverage, RevisionState } from '#knowledge';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A defined term with the clause that defines it and its place in the text. */
export interface StoredTerm {
  readonly term: string;
  readonly clause: string | null;
  readonly start: number;
}

/** PostgreSQL sends bigint as text; these stay far below 2^53. */
const whole = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

/**
 * One file that was sent for a document. Its bytes and text never change; what is known of its reading and its place in
 * time is added as it comes.
 */
@Entity({ name: 'revisions' })
@Index('revisions_document_number', ['documentId', 'number'], { unique: true })
@Index('revisions_pending', ['state', 'createdAt'], { where: `state IN ('queued', 'chunked', 'failed')` })
@Index('revisions_partly_read', ['documentId'], { where: 'partly_read' })
@Index('revisions_sha256', ['sha256'])
@Index('revisions_index_behind', ['id'], {
  where: 'valid_from IS NOT NULL AND valid_to IS DISTINCT FROM index_valid_to',
})
@Index('revisions_valid_from', ['validFrom', 'id'], { where: 'valid_from IS NOT NULL' })
export class RevisionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'revisions_pkey' })
  id: string;

  @Column({ name: 'document_id', type: 'uuid' })
  documentId: string;

  /** From 1, in the order of arrival. */
  @Column({ type: 'integer' })
  number: number;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ name: 'size_bytes', type: 'bigint', transformer: whole })
  sizeBytes: number;

  @Column({ name: 'media_type', type: 'text' })
  mediaType: string;

  @Column({ name: 'file_name', type: 'text' })
  fileName: string;

  @Column({ type: 'text' })
  state: RevisionState;

  /** How often a step was begun; a revision that brings its worker down again and again is given up. */
  @Column({ type: 'integer', default: 0 })
  attempts: number;

  @Column({ name: 'failure_code', type: 'text', nullable: true })
  failureCode: string | null;

  @Column({ name: 'failure_message', type: 'text', nullable: true })
  failureMessage: string | null;

  @Column({ name: 'failure_particulars', type: 'jsonb', nullable: true })
  failureParticulars: Particulars | null;

  @Column({ name: 'page_count', type: 'integer', default: 0 })
  pageCount: number;

  @Column({ name: 'chunk_count', type: 'integer', default: 0 })
  chunkCount: number;

  @Column({ type: 'jsonb', default: [] })
  notes: CoverageNote[];

  /** Null for revisions that were not read, or read before it was kept. */
  @Column({ type: 'jsonb', nullable: true })
  coverage: RevisionCoverage | null;

  /** Whether text of it is missing. */
  @Column({ name: 'partly_read', type: 'boolean', default: false })
  isPartlyRead: boolean;

  /** Given with the upload or found in the file; the document shows those of its current revision. */
  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'jsonb' })
  metadata: Metadata;

  /** Words that a contract or law gives a meaning of its own, in order of their definition. */
  @Column({ name: 'defined_terms', type: 'jsonb', default: [] })
  definedTerms: StoredTerm[];

  /** Language of its text as an ISO 639-1 code; null where that is not plain. */
  @Column({ type: 'text', nullable: true })
  language: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'live_at', type: 'timestamptz', nullable: true })
  liveAt: Date | null;

  /** First library change in which this revision was the current one. */
  @Column({ name: 'valid_from', type: 'bigint', nullable: true, transformer: whole })
  validFrom: number | null;

  /** First library change in which it no longer was. */
  @Column({ name: 'valid_to', type: 'bigint', nullable: true, transformer: whole })
  validTo: number | null;

  /** Whether somebody ever began to write its rows to the index: only then may some be there. */
  @Column({ name: 'index_begun', type: 'boolean', default: false })
  isIndexBegun: boolean;

  /** What the search index holds as `valid_to`; differs from the truth until the index has caught up. */
  @Column({ name: 'index_valid_to', type: 'bigint', nullable: true, transformer: whole })
  indexValidTo: number | null;
}
