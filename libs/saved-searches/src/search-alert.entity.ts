import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something newly live that a saved search found; once for each revision. */
@Entity({ name: 'search_alerts' })
@Index('search_alerts_once', ['searchId', 'revisionId'], { unique: true })
@Index('search_alerts_newest', ['searchId', 'at'])
export class SearchAlertEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'search_alerts_pkey' })
  id: string;

  @Column({ name: 'search_id', type: 'uuid' })
  searchId: string;

  @Column({ name: 'document_id', type: 'uuid' })
  documentId: string;

  @Column({ name: 'revision_id', type: 'uuid' })
  revisionId: string;

  /** The best passage of it. */
  @Column({ name: 'chunk_id', type: 'text' })
  chunkId: string;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ name: 'seen_at', type: 'timestamptz', nullable: true })
  seenAt: Date | null;
}
