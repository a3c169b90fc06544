import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a secret that someone holds is good for. */
export type CredentialKind = 'session' | 'key' | 'link';

/** `read`: read, search and ask; `full`: all that its holder may do. */
export type KeyScope = 'read' | 'full';

/** A secret that proves who asks: only its SHA-256 is kept (secrets are 256 random bits, so a slow hash adds nothing). */
@Entity({ name: 'credentials' })
@Index('credentials_user', ['userId', 'kind'])
export class CredentialEntity {
  @PrimaryColumn({ name: 'secret_sha256', type: 'text', primaryKeyConstraintName: 'credentials_pkey' })
  secretSha256: string;

  /** What it is called by: says nothing about the secret. */
  @Index('credentials_id', { unique: true })
  @Column({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  kind: CredentialKind;

  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  @Column({ type: 'text' })
  name: string;

  /** First characters of a key, to tell keys apart by. */
  @Column({ type: 'text', default: '' })
  prefix: string;

  @Column({ type: 'text', default: 'full' })
  scope: KeyScope;

  /** Collections that a key is confined to; null: it is not. */
  @Column({ type: 'uuid', array: true, nullable: true })
  collections: string[] | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  /** Written once a minute at most. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;
}
