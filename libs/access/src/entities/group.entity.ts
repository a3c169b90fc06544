import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who keeps a group: administrators here, a directory by SCIM, or the claims of an identity provider. */
export type GroupOrigin = 'here' | 'scim' | 'oidc';

/** One group, made here or told by a directory or an identity provider. No two that stand share a name. */
@Entity({ name: 'access_groups' })
@Index('access_groups_name_key', ['nameKey'], { unique: true, where: 'removed_at IS NULL' })
export class GroupEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'access_groups_pkey' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  /** NFKC, lower case: two names that read alike are one. */
  @Column({ name: 'name_key', type: 'text' })
  nameKey: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'text', default: 'here' })
  origin: GroupOrigin;

  /** What a directory calls it. */
  @Column({ name: 'external_id', type: 'text', nullable: true })
  externalId: string | null;

  /** Removed groups stay, because the history names them. */
  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  removedAt: Date | null;
}
