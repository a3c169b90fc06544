import { Entity, Index, PrimaryColumn } from 'typeorm';
import { SignedStepEntity } from './signed-step.entity.js';

/** One step of a decision. Rows are only ever added, and emptied under a certificate. */
@Entity({ name: 'decision_steps' })
@Index('decision_steps_unsealed', ['decisionId'], { where: 'body IS NOT NULL' })
export class DecisionStepEntity extends SignedStepEntity {
  @PrimaryColumn({ name: 'decision_id', type: 'uuid', primaryKeyConstraintName: 'decision_steps_pkey' })
  decisionId: string;

  /** From 1, without gaps. */
  @PrimaryColumn({ type: 'int', primaryKeyConstraintName: 'decision_steps_pkey' })
  version: number;
}
