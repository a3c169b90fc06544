import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A shared secret with an authenticator app. It has to be read again, so it is sealed rather than hashed. */
@Entity({ name: 'totp_factors' })
export class TotpFactorEntity {
  @PrimaryColumn({ name: 'user_id', type: 'uuid', primaryKeyConstraintName: 'totp_factors_pkey' })
  userId: string;

  @Column({ name: 'sealed_secret', type: 'bytea' })
  sealedSecret: Buffer;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Null until a first code has shown that the app has it. */
  @Column({ name: 'confirmed_at', type: 'timestamptz', nullable: true })
  confirmedAt: Date | null;

  /** The newest time step whose code was used; that one and older ones are refused. */
  @Column({ name: 'last_step', type: 'bigint', default: 0 })
  lastStep: string;
}
