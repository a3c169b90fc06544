import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many approvals by others a collection asks of the decisions that rest on it. */
@Entity({ name: 'decision_rules' })
export class DecisionRuleEntity {
  @PrimaryColumn({ name: 'collection_id', type: 'uuid', primaryKeyConstraintName: 'decision_rules_pkey' })
  collectionId: string;

  @Column({ type: 'integer' })
  approvals: number;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date;
}
