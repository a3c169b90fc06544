import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Failed attempts in a row, by what they were aimed at or came from. Keys are hashes or networks, never names. */
@Entity({ name: 'sign_in_attempts' })
export class SignInAttemptEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'sign_in_attempts_pkey' })
  key: string;

  @Column({ type: 'integer' })
  failures: number;

  @Index('sign_in_attempts_last')
  @Column({ name: 'last_at', type: 'timestamptz' })
  lastAt: Date;

  @Column({ name: 'blocked_until', type: 'timestamptz', nullable: true })
  blockedUntil: Date | null;
}
