import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One signed checkpoint. Rows are added and never changed. */
@Entity({ name: 'log_checkpoints' })
export class LogCheckpointEntity {
  /** Entries of the log when it was signed. */
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'log_checkpoints_pkey' })
  size: string;

  /** The signed note, verbatim. */
  @Column({ type: 'text' })
  note: string;

  @Column({ name: 'signed_at', type: 'timestamptz' })
  signedAt: Date;
}
