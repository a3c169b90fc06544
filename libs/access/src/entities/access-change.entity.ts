import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One numbered moment at which who may see what changed; what the history of access counts by. One a transaction. */
@Entity({ name: 'access_changes' })
@Index('access_changes_at', ['at'])
export class AccessChangeEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'access_changes_pkey',
  })
  seq: string;

  @Column({ type: 'timestamptz' })
  at: Date;

  /** The transaction that made it, so that it is not counted twice. */
  @Column({ type: 'text' })
  transaction: string;
}
