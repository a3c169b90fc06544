import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the index of precedents holds of a decision. */
@Entity({ name: 'decision_index_states' })
export class IndexStateEntity {
  @PrimaryColumn({ name: 'decision_id', type: 'uuid', primaryKeyConstraintName: 'decision_index_states_pkey' })
  decisionId: string;

  @Column({ name: 'table_name', type: 'text' })
  tableName: string;

  /** Version of the decision that it holds. */
  @Column({ type: 'int' })
  version: number;
}
