import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An administrator who looked with somebody else's eyes; rows stay. */
@Entity({ name: 'access_views' })
@Index('access_views_running', ['credentialId'], { where: 'ended_at IS NULL' })
export class ViewEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'access_views_pkey' })
  id: string;

  @Column({ name: 'viewer_id', type: 'uuid' })
  viewerId: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  /** The session or key that it was begun with, and is good for alone. */
  @Column({ name: 'credential_id', type: 'uuid' })
  credentialId: string;

  /** Why, in the viewer's words; its hash stands in the log. */
  @Column({ type: 'text', default: '' })
  reason: string;

  @Column({ name: 'began_at', type: 'timestamptz' })
  beganAt: Date;

  /** When it ends by itself. */
  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;
}
