import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who a person is at an identity provider: its issuer and the subject there, never an address. */
@Entity({ name: 'federated_identities' })
export class FederatedIdentityEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'federated_identities_pkey' })
  issuer: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'federated_identities_pkey' })
  subject: string;

  @Index('federated_identities_id', { unique: true })
  @Column({ type: 'uuid' })
  id: string;

  @Index('federated_identities_user')
  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  @Column({ name: 'linked_at', type: 'timestamptz' })
  linkedAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;
}
