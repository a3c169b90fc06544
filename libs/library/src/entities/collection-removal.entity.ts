import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * `removing` and `restoring` are at work. `removed`: all of it. `kept`: what could be, and the collection stays for the rest.
 * `cancelled`: as far as it had come. `restored`: all of it is back.
 */
export type RemovalState = 'removing' | 'removed' | 'kept' | 'cancelled' | 'restoring' | 'restored';

/** A collection that is being taken out of the library with its documents, or was. */
@Entity({ name: 'collection_removals' })
@Index('collection_removals_begun', ['beganAt', 'id'])
@Index('collection_removals_at_work', ['collectionId'], { unique: true, where: "state IN ('removing', 'restoring')" })
export class CollectionRemovalEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'collection_removals_pkey' })
  id: string;

  @Column({ name: 'collection_id', type: 'uuid' })
  collectionId: string;

  @Column({ type: 'text' })
  state: RemovalState;

  /** Documents that stood when it began. */
  @Column({ type: 'integer' })
  total: number;

  /** Documents that it took out and that are not back. */
  @Column({ type: 'integer' })
  done: number;

  /** Documents that it left: a hold covers them, or whoever began it may not see them. */
  @Column({ type: 'integer' })
  kept: number;

  /** The last document that was looked at, in order of id; null before the first. */
  @Column({ type: 'uuid', nullable: true })
  reached: string | null;

  @Column({ name: 'began_by', type: 'uuid' })
  beganBy: string;

  /** Also `removed_at` of every document that it took out, by which they are known. */
  @Column({ name: 'began_at', type: 'timestamptz' })
  beganAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;
}
