import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A code that stands in for a second factor, once. 80 random bits, so a fast hash keeps it. */
@Entity({ name: 'recovery_codes' })
export class RecoveryCodeEntity {
  @PrimaryColumn({ name: 'code_sha256', type: 'text', primaryKeyConstraintName: 'recovery_codes_pkey' })
  codeSha256: string;

  @Index('recovery_codes_user')
  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt: Date | null;
}
