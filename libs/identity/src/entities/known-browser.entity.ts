import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A browser in which somebody has signed in before: who guesses passwords elsewhere does not make it wait. */
@Entity({ name: 'known_browsers' })
export class KnownBrowserEntity {
  @PrimaryColumn({ name: 'secret_sha256', type: 'text', primaryKeyConstraintName: 'known_browsers_pkey' })
  secretSha256: string;

  @Index('known_browsers_user')
  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz' })
  lastUsedAt: Date;
}
