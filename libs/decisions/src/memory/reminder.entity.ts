import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a decision's day of review came, once for each day that was set. */
@Entity({ name: 'decision_reminders' })
export class ReminderEntity {
  @PrimaryColumn({ name: 'decision_id', type: 'uuid', primaryKeyConstraintName: 'decision_reminders_pkey' })
  decisionId: string;

  @PrimaryColumn({ name: 'review_on', type: 'text', primaryKeyConstraintName: 'decision_reminders_pkey' })
  reviewOn: string;

  @Column({ name: 'reminded_at', type: 'timestamptz' })
  remindedAt: Date;

  @Column({ name: 'log_index', type: 'bigint', transformer: { to: (value: number) => value, from: Number } })
  logIndex: number;
}
