import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A witness's signature below a checkpoint. Rows are never changed. */
@Entity({ name: 'log_cosignatures' })
export class LogCosignatureEntity {
  /** Of the checkpoint. */
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'log_cosignatures_pkey' })
  size: string;

  /** Name of its key. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'log_cosignatures_pkey' })
  witness: string;

  /** The line of the note, with its line break. */
  @Column({ type: 'text' })
  line: string;

  /** By the witness's clock. */
  @Column({ name: 'cosigned_at', type: 'timestamptz' })
  cosignedAt: Date;
}
