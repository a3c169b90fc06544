import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What has begun and waits for its next step: a second factor, an answer of an authenticator, a return from elsewhere. */
export type StepKind = 'second-factor' | 'passkey-sign-in' | 'passkey-registration' | 'oidc';

/**
 * One thing begun that waits for the browser to come back; known by the hash of the secret that the browser holds, and
 * gone once taken.
 */
@Entity({ name: 'sign_in_steps' })
export class SignInStepEntity {
  @PrimaryColumn({ name: 'secret_sha256', type: 'text', primaryKeyConstraintName: 'sign_in_steps_pkey' })
  secretSha256: string;

  @Column({ type: 'text' })
  kind: StepKind;

  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  userId: string | null;

  @Column({ type: 'jsonb' })
  data: Readonly<Record<string, string | null>>;

  @Index('sign_in_steps_expiry')
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
