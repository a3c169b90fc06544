import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { DoubtCause, DoubtState } from './doubt.js';

const whole = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

/**
 * One record or decision that rests on a revision which no longer stands as it did. Found once for each standing of the
 * document, then open until somebody settles it.
 */
@Entity({ name: 'doubts' })
@Index('doubts_once', ['targetId', 'documentId', 'revisionId', 'standing'], { unique: true })
@Index('doubts_unsealed', ['id'], { where: `reason <> ''` })
@Index('doubts_open', ['foundAt', 'id'], { where: `state = 'open'` })
export class DoubtEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'doubts_pkey' })
  id: string;

  @Column({ name: 'target_kind', type: 'text' })
  targetKind: 'record' | 'decision';

  @Column({ name: 'target_id', type: 'uuid' })
  targetId: string;

  @Column({ name: 'document_id', type: 'uuid' })
  documentId: string;

  @Column({ name: 'revision_id', type: 'uuid' })
  revisionId: string;

  @Column({ type: 'text' })
  cause: DoubtCause;

  @Column({ name: 'by_revision_id', type: 'uuid', nullable: true })
  byRevisionId: string | null;

  /** What the document stood at when this was found: one finding for each. */
  @Column({ type: 'text' })
  standing: string;

  @Column({ type: 'jsonb' })
  spans: [number, number][];

  @Column({ name: 'found_at', type: 'timestamptz' })
  foundAt: Date;

  @Column({ name: 'log_index', type: 'bigint', transformer: whole })
  logIndex: number;

  @Column({ type: 'text' })
  state: DoubtState;

  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true })
  settledAt: Date | null;

  @Column({ name: 'settled_by', type: 'uuid', nullable: true })
  settledBy: string | null;

  @Column({ name: 'settled_by_name', type: 'text', nullable: true })
  settledByName: string | null;

  /** As it was hashed, see {@link SETTLEMENT_FORMAT}. In clear only where it was never encrypted. */
  @Column({ type: 'text' })
  reason: string;

  /** 1: the reason alone; 2: with a salt. */
  @Column({ name: 'reason_format', type: 'smallint', default: 1 })
  reasonFormat: number;

  /** The reason under the key of the answer or decision that it is about. */
  @Column({ name: 'sealed_reason', type: 'bytea', nullable: true })
  sealedReason: Buffer | null;

  @Column({ name: 'settled_log_index', type: 'bigint', nullable: true, transformer: whole })
  settledLogIndex: number | null;
}
