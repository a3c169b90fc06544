import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

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

  /** Removed groups stay, because the history names them. */
  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  removedAt: Date | null;
}
