import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A data key, encrypted. Without its row nothing that was sealed with it can be read. */
@Entity({ name: 'vault_keys' })
@Index('vault_keys_kek', ['kek'])
export class VaultKeyEntity {
  /** What it is for: `record:<id>`, `decision:<id>`, `blob:<sha256>`, `secret:<name>`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'vault_keys_pkey' })
  item: string;

  /** Id of the key that it is encrypted under. */
  @Column({ type: 'text' })
  kek: string;

  @Column({ type: 'bytea' })
  wrapped: Buffer;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** One row: the key under which new data keys are encrypted. */
@Entity({ name: 'vault_state' })
export class VaultStateEntity {
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'vault_state_pkey' })
  one: number;

  @Column({ type: 'text' })
  kek: string;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date;
}
