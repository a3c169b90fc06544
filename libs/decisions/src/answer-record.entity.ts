import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One answer or refusal, sealed as it was given. What it says is never changed; an erasure takes away the key that
 * opens it and keeps the row.
 */
@Entity({ name: 'answer_records' })
@Index('answer_records_created', ['createdAt', 'id'])
@Index('answer_records_asked_by', ['askedBy', 'createdAt'])
@Index('answer_records_documents', { synchronize: false })
@Index('answer_records_models', { synchronize: false })
@Index('answer_records_unnoted', ['id'], { where: 'models IS NULL AND erased_by IS NULL' })
@Index('answer_records_unsealed', ['id'], { where: 'body IS NOT NULL' })
export class AnswerRecordEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'answer_records_pkey' })
  id: string;

  @Column({ name: 'asked_by', type: 'uuid' })
  askedBy: string;

  /** Like the other texts in clear: of records from before there was a vault. Later ones have them in the sealed columns. */
  @Column({ name: 'asked_by_name', type: 'text', nullable: true })
  askedByName: string | null;

  @Column({ type: 'text', nullable: true })
  question: string | null;

  @Column({ type: 'text' })
  outcome: 'answered' | 'refused';

  @Column({ type: 'text' })
  mode: 'generated' | 'quoted';

  @Column({ type: 'text', nullable: true })
  matter: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Canonical JSON of the whole record: exactly the bytes that were hashed. */
  @Column({ type: 'text', nullable: true })
  body: string | null;

  @Column({ type: 'text' })
  sha256: string;

  /** Canonical JSON of the annex, whose hash stands in the body; null for records before version 3. */
  @Column({ type: 'text', nullable: true })
  annex: string | null;

  /** Question and asker's name, under the record's key. */
  @Column({ name: 'sealed_head', type: 'bytea', nullable: true })
  sealedHead: Buffer | null;

  @Column({ name: 'sealed_body', type: 'bytea', nullable: true })
  sealedBody: Buffer | null;

  @Column({ name: 'sealed_annex', type: 'bytea', nullable: true })
  sealedAnnex: Buffer | null;

  /** Ids of all documents that were found for it; null for records from before this was kept. */
  @Column({ type: 'uuid', array: true, nullable: true })
  documents: string[] | null;

  /** Names of the models that took part, each once; null for records from before this was kept, until they are told, and erased ones. */
  @Column({ type: 'text', array: true, nullable: true })
  models: string[] | null;

  /** Verdicts that one of its sentences has, each once; null as above. */
  @Column({ type: 'text', array: true, nullable: true })
  verdicts: string[] | null;

  /** Certificate under which its texts were erased; null while they are there. */
  @Column({ name: 'erased_by', type: 'uuid', nullable: true })
  erasedBy: string | null;

  @Column({ name: 'log_index', type: 'bigint', transformer: { to: (value: number) => value, from: Number } })
  logIndex: number;
}
