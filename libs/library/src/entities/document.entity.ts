import type { Metadata } from '#knowledge';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity({ name: 'documents' })
@Index('documents_collection_path', ['collectionId', 'path'], { unique: true })
@Index('documents_updated', ['updatedAt', 'id'])
export class DocumentEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'documents_pkey' })
  id: string;

  @Column({ name: 'collection_id', type: 'uuid' })
  collectionId: string;

  /** Place within the collection, `/`-separated; a file sent to the same place is a new revision. */
  @Column({ type: 'text' })
  path: string;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'jsonb' })
  metadata: Metadata;

  @Column({ name: 'latest_revision_id', type: 'uuid', nullable: true })
  latestRevisionId: string | null;

  @Column({ name: 'current_revision_id', type: 'uuid', nullable: true })
  currentRevisionId: string | null;

  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  removedAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
