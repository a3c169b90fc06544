import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How long something is kept. Without a row: for ever. */
@Entity({ name: 'retention_rules' })
export class RetentionRuleEntity {
  /** Id of a collection, or `records`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'retention_rules_pkey' })
  scope: string;

  @Column({ type: 'text' })
  rule: 'for_ever' | 'after_removal' | 'after_revision' | 'after_answer';

  @Column({ type: 'integer', nullable: true })
  days: number | null;

  @Column({ name: 'set_by', type: 'uuid' })
  setBy: string;

  @Column({ name: 'set_at', type: 'timestamptz' })
  setAt: Date;
}
