import type { RetentionRuleName } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How long something is kept. Without a row: for ever. */
@Entity({ name: 'retention_rules' })
export class RetentionRuleEntity {
  /** `records`, `decisions`, id of a collection, or that after `decisions:`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'retention_rules_pkey' })
  scope: string;

  @Column({ type: 'text' })
  rule: Exclude<RetentionRuleName, 'as_all'>;

  @Column({ type: 'integer', nullable: true })
  days: number | null;

  @Column({ name: 'set_by', type: 'uuid' })
  setBy: string;

  @Column({ name: 'set_at', type: 'timestamptz' })
  setAt: Date;
}
