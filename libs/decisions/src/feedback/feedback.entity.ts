import type { FeedbackReason, FeedbackVerdict } from '#contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { RightSource } from './feedback.js';

/** What a person said of a record at one time. Rows are only added: the highest number of a person and record stands. */
@Entity({ name: 'record_feedback' })
@Index('record_feedback_number', ['recordId', 'givenBy', 'number'], { unique: true })
@Index('record_feedback_given', ['givenAt', 'id'])
@Index('record_feedback_unsealed', ['id'], { where: 'sealed IS NULL AND erased_by IS NULL' })
export class FeedbackEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'record_feedback_pkey' })
  id: string;

  @Column({ name: 'record_id', type: 'uuid' })
  recordId: string;

  @Column({ name: 'given_by', type: 'uuid' })
  givenBy: string;

  /** In clear, like the comment, only where it was never encrypted. */
  @Column({ name: 'given_by_name', type: 'text' })
  givenByName: string;

  /** From 1 for each person and record. */
  @Column({ type: 'integer' })
  number: number;

  @Column({ name: 'given_at', type: 'timestamptz' })
  givenAt: Date;

  /** null: withdrawn. */
  @Column({ type: 'text', nullable: true })
  verdict: FeedbackVerdict | null;

  @Column({ type: 'text', array: true })
  reasons: FeedbackReason[];

  @Column({ type: 'text' })
  comment: string;

  /** Name, comment and salt under a key of their own. */
  @Column({ type: 'bytea', nullable: true })
  sealed: Buffer | null;

  @Column({ name: 'right_source', type: 'jsonb', nullable: true })
  rightSource: RightSource | null;

  /** Certificate under which comment, source and name were erased; null while they are there. */
  @Column({ name: 'erased_by', type: 'uuid', nullable: true })
  erasedBy: string | null;

  @Column({ name: 'log_index', type: 'bigint', transformer: { to: (value: number) => value, from: Number } })
  logIndex: number;
}
