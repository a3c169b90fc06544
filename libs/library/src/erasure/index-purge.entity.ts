import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A revision whose rows are to leave every index, old versions of it included. */
@Entity({ name: 'index_purges' })
@Index('index_purges_due', ['revisionId'], { where: 'done_at IS NULL' })
export class IndexPurgeEntity {
  @PrimaryColumn({ name: 'revision_id', type: 'uuid', primaryKeyConstraintName: 'index_purges_pkey' })
  revisionId: string;

  @Column({ name: 'collection_id', type: 'uuid' })
  collectionId: string;

  @Column({ name: 'is_scratch', type: 'boolean' })
  isScratch: boolean;

  @Column({ name: 'done_at', type: 'timestamptz', nullable: true })
  doneAt: Date | null;
}
