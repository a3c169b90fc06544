import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a secret that someone holds is good for. */
export type CredentialKind = 'session' | 'key' | 'link';

/** `read`: read, search and ask; `full`: all that its holder may do; `scim`: provisioning, and nothing else. */
export type KeyScope = 'read' | 'full' | 'scim';

/** How the person of a session proved who they are. */
export type SignInMethod = 'link' | 'password' | 'password+factor' | 'link+factor' | 'passkey' | 'oidc';

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

  /** Of sessions; null also for those from before it was kept. */
  @Column({ type: 'text', nullable: true })
  method: SignInMethod | null;

  /** Browser and system of a session, as the browser tells. */
  @Column({ type: 'text', nullable: true })
  device: string | null;

  /** When the person last proved who they are; null: when it was made. */
  @Column({ name: 'signed_in_at', type: 'timestamptz', nullable: true })
  signedInAt: Date | null;

  /** The secret that a session had before its newest one; good for a moment longer. */
  @Index('credentials_previous')
  @Column({ name: 'previous_sha256', type: 'text', nullable: true })
  previousSha256: string | null;

  @Column({ name: 'rotated_at', type: 'timestamptz', nullable: true })
  rotatedAt: Date | null;

  /** The person has yet to set up the second factor that their role demands; until then the session is good for that alone. */
  @Column({ name: 'lacks_factor', type: 'boolean', default: false })
  lacksFactor: boolean;
}
