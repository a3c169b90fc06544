import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a secret that someone holds is good for. */
export type CredentialKind = 'session' | 'key' | 'link';

/** A secret that proves who asks: only its SHA-256 is kept (secrets are 256 random bits, so a slow hash adds nothing). */
@Entity({ name: 'credentials' })
@Index('credentials_user', ['userId', 'kind'])
export class CredentialEntity {
  @PrimaryColumn({ name: 'secret_sha256', type: 'text', primaryKeyConstraintName: 'credentials_pkey' })
  secretSha256: string;

  @Column({ type: 'text' })
  kind: CredentialKind;

  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;
}
