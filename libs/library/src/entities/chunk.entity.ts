import type { ClausePlace } from '#knowledge';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One piece of a revision's text, `[start, end)` in UTF-16 code units. Its id is a hash of revision and ordinal, so
 * that it can be written twice.
 */
@Entity({ name: 'chunks' })
@Index('chunks_revision_ordinal', ['revisionId', 'ordinal'], { unique: true })
export class ChunkEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'chunks_pkey' })
  id: string;

  @Column({ name: 'revision_id', type: 'uuid' })
  revisionId: string;

  @Column({ type: 'integer' })
  ordinal: number;

  @Column({ name: 'start_offset', type: 'integer' })
  start: number;

  @Column({ name: 'end_offset', type: 'integer' })
  end: number;

  @Column({ type: 'integer' })
  page: number;

  @Column({ name: 'last_page', type: 'integer' })
  lastPage: number;

  @Column({ name: 'heading_path', type: 'jsonb' })
  headingPath: string[];

  /** Clauses of a legal text that it lies in, the one in force at its start first. */
  @Column({ type: 'jsonb', default: [] })
  clauses: ClausePlace[];

  /** The stored text at the span, kept beside it because SQL counts characters in code points and spans in UTF-16 units. */
  @Column({ type: 'text' })
  text: string;

  @Column({ type: 'integer' })
  tokens: number;

  /** Whether the embedder's context was too small for the whole chunk. */
  @Column({ name: 'is_truncated', type: 'boolean', default: false })
  isTruncated: boolean;
}
