import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A WebAuthn credential: the public half of a key that an authenticator keeps. */
@Entity({ name: 'passkeys' })
export class PasskeyEntity {
  /** As the authenticator named it, base64url. */
  @PrimaryColumn({ name: 'credential_id', type: 'text', primaryKeyConstraintName: 'passkeys_pkey' })
  credentialId: string;

  @Index('passkeys_id', { unique: true })
  @Column({ type: 'uuid' })
  id: string;

  @Index('passkeys_user')
  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  @Column({ type: 'text' })
  name: string;

  /** COSE. */
  @Column({ name: 'public_key', type: 'bytea' })
  publicKey: Buffer;

  /** Uses that the authenticator counted; always 0 for those that do not count. */
  @Column({ type: 'bigint' })
  counter: string;

  @Column({ type: 'text', array: true })
  transports: string[];

  /** Kept by its maker beyond the one device. */
  @Column({ name: 'is_backed_up', type: 'boolean' })
  isBackedUp: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;
}
