import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ErasureKind } from './erasure-plan.js';

/** An erasure that was asked for, and its certificate once it is done. Its id is the certificate's. */
@Entity({ name: 'erasures' })
@Index('erasures_requested', ['requestedAt', 'id'])
export class ErasureEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'erasures_pkey' })
  id: string;

  @Column({ type: 'text' })
  kind: ErasureKind;

  /** The document, person or decision; for records whose time is over, the erasure itself. */
  @Column({ type: 'uuid' })
  subject: string;

  @Column({ name: 'with_records', type: 'boolean' })
  withRecords: boolean;

  /** Of a document: decisions that rest on it go, too; of a person: those that they own. */
  @Column({ name: 'with_decisions', type: 'boolean', default: false })
  withDecisions: boolean;

  @Column({ type: 'text' })
  cause: 'request' | 'retention';

  @Column({ type: 'text' })
  state: 'waiting' | 'done' | 'declined';

  @Column({ type: 'text' })
  reason: string;

  @Column({ name: 'plan_sha256', type: 'text' })
  planSha256: string;

  /** User id, or `system`. */
  @Column({ name: 'requested_by', type: 'text' })
  requestedBy: string;

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  @Column({ name: 'approved_by', type: 'uuid', nullable: true })
  approvedBy: string | null;

  @Column({ name: 'done_at', type: 'timestamptz', nullable: true })
  doneAt: Date | null;

  /** Canonical JSON, the very text whose hash stands in the log. */
  @Column({ type: 'text', nullable: true })
  certificate: string | null;

  @Column({
    name: 'log_index',
    type: 'bigint',
    nullable: true,
    transformer: {
      to: (value: number | null) => value,
      from: (value: string | null) => (value === null ? null : Number(value)),
    },
  })
  logIndex: number | null;
}
