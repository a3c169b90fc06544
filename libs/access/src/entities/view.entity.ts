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

  /** Why, in the viewer's words. */
  @Column({ type: 'text', default: '' })
  reason: string;

  /** The reason with its salt, as the log has the hash of it; null in views from before reasons were salted. */
  @Column({ name: 'logged_reason', type: 'text', nullable: true })
  loggedReason: string | null;

  @Column({ name: 'began_at', type: 'timestamptz' })
  beganAt: Date;

  /** When it ends by itself. */
  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;
}
