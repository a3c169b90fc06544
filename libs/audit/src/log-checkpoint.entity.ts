import { Column, Entity, PrimaryColumn } from 'typeorm';

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
