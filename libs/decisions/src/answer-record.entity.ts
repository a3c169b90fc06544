import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity({ name: 'answer_records' })
@Index('answer_records_created', ['createdAt', 'id'])
@Index('answer_records_asked_by', ['askedBy', 'createdAt'])
export class AnswerRecordEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'answer_records_pkey' })
  id: string;

  @Column({ name: 'asked_by', type: 'uuid' })
  askedBy: string;

  @Column({ name: 'asked_by_name', type: 'text' })
  askedByName: string;

  @Column({ type: 'text' })
  question: string;

  @Column({ type: 'text' })
  outcome: 'answered' | 'refused';

  @Column({ type: 'text' })
  mode: 'generated' | 'quoted';

  @Column({ type: 'text', nullable: true })
  matter: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Canonical JSON of the whole record: exactly the bytes that were hashed. */
  @Column({ type: 'text' })
  body: string;

  @Column({ type: 'text' })
  sha256: string;

  /** Canonical JSON of the annex, whose hash stands in the body; null for records before version 3. */
  @Column({ type: 'text', nullable: true })
  annex: string | null;

  @Column({ name: 'log_index', type: 'bigint', transformer: { to: (value: number) => value, from: Number } })
  logIndex: number;
}
