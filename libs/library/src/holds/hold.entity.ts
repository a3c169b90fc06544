import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * `document`: it and all that came out of it, with all revisions; `collection`: its documents, likewise. `matter`: documents that are or were under it, records and decisions,
 * by whatever number it has or had.
 * `person`: what this person asked and said, and decisions that name them.
 */
export type HoldKind = 'document' | 'collection' | 'matter' | 'person';

/** What may not be deleted, and why. Lifted holds stay, for the record. */
@Entity({ name: 'legal_holds' })
@Index('legal_holds_standing', ['kind', 'object'], { where: 'lifted_at IS NULL' })
export class HoldEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'legal_holds_pkey' })
  id: string;

  @Column({ type: 'text' })
  kind: HoldKind;

  /** Id of the document, collection or person, or the number of the matter. */
  @Column({ type: 'text' })
  object: string;

  /** The number of the matter with its salt, as the log has the hash of it; null for ids, and in holds from before that was salted. */
  @Column({ name: 'logged_object', type: 'text', nullable: true })
  loggedObject: string | null;

  @Column({ type: 'text' })
  reason: string;

  @Column({ name: 'placed_by', type: 'uuid' })
  placedBy: string;

  @Column({ name: 'placed_at', type: 'timestamptz' })
  placedAt: Date;

  @Column({ name: 'lifted_by', type: 'uuid', nullable: true })
  liftedBy: string | null;

  @Column({ name: 'lifted_at', type: 'timestamptz', nullable: true })
  liftedAt: Date | null;

  @Column({ name: 'lift_reason', type: 'text', nullable: true })
  liftReason: string | null;
}
