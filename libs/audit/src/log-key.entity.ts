import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** One public key that checkpoints of this log were signed by. Old ones stay, for what they signed. */
@Entity({ name: 'log_keys' })
@Unique('log_keys_vkey', ['vkey'])
export class LogKeyEntity {
  /** From 0, in the order in which the log came to know them; the last one signs. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'log_keys_pkey' })
  ordinal: number;

  /** The public key as verifiers are given it: `name+id+key`. */
  @Column({ type: 'text' })
  vkey: string;

  /** Name of the log, which outlives its keys. */
  @Column({ type: 'text' })
  origin: string;

  /** The entry that made it known. */
  @Column({ name: 'log_index', type: 'bigint' })
  logIndex: string;

  @Column({ name: 'added_at', type: 'timestamptz' })
  addedAt: Date;
}
