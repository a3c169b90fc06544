import type { Role } from '#knowledge';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A `service` has keys and never signs in. */
export type AccountKind = 'person' | 'service';

/** One account, of a person or a service. Never deleted, because records and the log name it: it is suspended. */
@Entity({ name: 'users' })
export class UserEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'users_pkey' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  role: Role;

  @Column({ type: 'text', default: 'person' })
  kind: AccountKind;

  /** What they sign in by, in the form of `normalLogin`; null: they have no password to go with it. */
  @Index('users_login', { unique: true })
  @Column({ type: 'text', nullable: true })
  login: string | null;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  /** Who answers for a service account. */
  @Column({ name: 'owner_id', type: 'uuid', nullable: true })
  ownerId: string | null;

  /** What a directory that provisions people calls this one. */
  @Index('users_external_id')
  @Column({ name: 'external_id', type: 'text', nullable: true })
  externalId: string | null;

  /** Grows with everything that takes rights away, so that what was begun before can be ended. */
  @Column({ name: 'access_number', type: 'integer', default: 0 })
  accessNumber: number;

  @Column({ name: 'suspended_at', type: 'timestamptz', nullable: true })
  suspendedAt: Date | null;

  /** When everything personal was taken off them; null for all others. */
  @Column({ name: 'erased_at', type: 'timestamptz', nullable: true })
  erasedAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
