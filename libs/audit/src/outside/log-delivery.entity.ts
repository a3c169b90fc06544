import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How bringing checkpoints to a place outside went last. */
@Entity({ name: 'log_deliveries' })
export class LogDeliveryEntity {
  /** `kind:name` */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'log_deliveries_pkey' })
  place: string;

  /** Of the newest checkpoint that arrived; null before the first. */
  @Column({ type: 'bigint', nullable: true })
  size: string | null;

  @Column({ name: 'arrived_at', type: 'timestamptz', nullable: true })
  arrivedAt: Date | null;

  @Column({ name: 'tried_at', type: 'timestamptz' })
  triedAt: Date;

  /** Why the last try failed; null when it did not. */
  @Column({ type: 'text', nullable: true })
  problem: string | null;
}
