import type { Metadata } from '#knowledge';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One place in a collection. Its content is in its revisions: the latest is the newest that came, the current one is
 * searched (null while none is). Removed ones stay, because what was cited stays readable.
 */
@Entity({ name: 'documents' })
@Index('documents_collection_path', ['collectionId', 'path'], { unique: true })
@Index('documents_updated', ['updatedAt', 'id'])
@Index('documents_matter', ['matterId'], { where: 'matter_id IS NOT NULL' })
@Index('documents_matter_moved', ['id'], { where: 'matter_id IS DISTINCT FROM indexed_matter_id' })
@Index('documents_parent', ['parentId'], { where: 'parent_id IS NOT NULL' })
export class DocumentEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'documents_pkey' })
  id: string;

  @Column({ name: 'collection_id', type: 'uuid' })
  collectionId: string;

  /** The document that this one came out of: the archive of a file, the message of an attachment. */
  @Column({ name: 'parent_id', type: 'uuid', nullable: true })
  parentId: string | null;

  /** Place within the collection, `/`-separated; a file sent to the same place is a new revision. */
  @Column({ type: 'text' })
  path: string;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'jsonb' })
  metadata: Metadata;

  /** The matter it is under, whose walls bar it; null: none. */
  @Column({ name: 'matter_id', type: 'uuid', nullable: true })
  matterId: string | null;

  /** The matter that its rows in the search index are marked with; differs until the index has caught up. */
  @Column({ name: 'indexed_matter_id', type: 'uuid', nullable: true })
  indexedMatterId: string | null;

  @Column({ name: 'latest_revision_id', type: 'uuid', nullable: true })
  latestRevisionId: string | null;

  @Column({ name: 'current_revision_id', type: 'uuid', nullable: true })
  currentRevisionId: string | null;

  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  removedAt: Date | null;

  /** Certificate under which everything in it was erased; null while it is there. */
  @Column({ name: 'erased_by', type: 'uuid', nullable: true })
  erasedBy: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
