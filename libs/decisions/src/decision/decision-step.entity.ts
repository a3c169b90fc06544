import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One step of a decision. Rows are only ever added. */
@Entity({ name: 'decision_steps' })
export class DecisionStepEntity {
  @PrimaryColumn({ name: 'decision_id', type: 'uuid', primaryKeyConstraintName: 'decision_steps_pkey' })
  decisionId: string;

  /** From 1, without gaps. */
  @PrimaryColumn({ type: 'int', primaryKeyConstraintName: 'decision_steps_pkey' })
  version: number;

  /** Canonical JSON of the whole step: exactly the bytes that were hashed. */
  @Column({ type: 'text' })
  body: string;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ name: 'log_index', type: 'bigint', transformer: { to: (value: number) => value, from: Number } })
  logIndex: number;
}
