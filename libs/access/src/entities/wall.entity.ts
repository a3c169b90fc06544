import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An ethical wall: it bars persons and groups from matters and collections, whatever else grants them. */
@Entity({ name: 'access_walls' })
@Index('access_walls_name_key', ['nameKey'], { unique: true, where: 'lifted_at IS NULL' })
export class WallEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'access_walls_pkey' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ name: 'name_key', type: 'text' })
  nameKey: string;

  /** Why it stands, for those who manage it. */
  @Column({ type: 'text', default: '' })
  reason: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Lifted walls stay on record, because the history names them. */
  @Column({ name: 'lifted_at', type: 'timestamptz', nullable: true })
  liftedAt: Date | null;
}
