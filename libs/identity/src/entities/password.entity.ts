import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person's password, as Argon2id in the PHC form, which names its own parameters. */
@Entity({ name: 'passwords' })
export class PasswordEntity {
  @PrimaryColumn({ name: 'user_id', type: 'uuid', primaryKeyConstraintName: 'passwords_pkey' })
  userId: string;

  @Column({ type: 'text' })
  hash: string;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date;
}
