import type { RunCounts, SourceRunState, SourceRunView } from '#contracts';
import type { Particulars } from '#knowledge';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One look at a source, from its request to its end. At most one of a source is queued, running or waiting. */
@Entity({ name: 'source_runs' })
@Index('source_runs_source', ['sourceId', 'createdAt'])
@Index('source_runs_active', ['sourceId'], { unique: true, where: `state IN ('queued', 'running', 'waiting')` })
export class SourceRunEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'source_runs_pkey' })
  id: string;

  @Column({ name: 'source_id', type: 'uuid' })
  sourceId: string;

  @Column({ type: 'text' })
  cause: SourceRunView['cause'];

  @Column({ name: 'requested_by', type: 'uuid', nullable: true })
  requestedBy: string | null;

  @Column({ type: 'text' })
  state: SourceRunState;

  @Column({ type: 'text' })
  phase: SourceRunView['phase'];

  @Column({ type: 'jsonb' })
  counts: RunCounts;

  @Column({ type: 'integer', default: 0 })
  listed: number;

  @Column({ name: 'to_remove', type: 'integer', nullable: true })
  toRemove: number | null;

  @Column({ name: 'is_confirmed', type: 'boolean', default: false })
  isConfirmed: boolean;

  @Column({ name: 'is_cancelled', type: 'boolean', default: false })
  isCancelled: boolean;

  /** The process that works on it, and until when it is taken to be alive. */
  @Column({ name: 'lease_owner', type: 'uuid', nullable: true })
  leaseOwner: string | null;

  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  leaseUntil: Date | null;

  @Column({ name: 'failure_code', type: 'text', nullable: true })
  failureCode: string | null;

  @Column({ name: 'failure_message', type: 'text', nullable: true })
  failureMessage: string | null;

  @Column({ name: 'failure_particulars', type: 'jsonb', nullable: true })
  failureParticulars: Particulars | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Date | null;
}
