import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One step of a decision. Rows are only ever added, and emptied under a certificate. */
@Entity({ name: 'decision_steps' })
@Index('decision_steps_unsealed', ['decisionId'], { where: 'body IS NOT NULL' })
export class DecisionStepEntity {
  @PrimaryColumn({ name: 'decision_id', type: 'uuid', primaryKeyConstraintName: 'decision_steps_pkey' })
  decisionId: string;

  /** From 1, without gaps. */
  @PrimaryColumn({ type: 'int', primaryKeyConstraintName: 'decision_steps_pkey' })
  version: number;

  /** Canonical JSON of the whole step: exactly the bytes that were hashed. In clear only where it was never encrypted. */
  @Column({ type: 'text', nullable: true })
  body: string | null;

  /** The same under the decision's key. */
  @Column({ name: 'sealed_body', type: 'bytea', nullable: true })
  sealedBody: Buffer | null;

  /** Certificate under which it was erased; null while it is there. */
  @Column({ name: 'erased_by', type: 'uuid', nullable: true })
  erasedBy: string | null;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ name: 'log_index', type: 'bigint', transformer: { to: (value: number) => value, from: Number } })
  logIndex: number;
}
