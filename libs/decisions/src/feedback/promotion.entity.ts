import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Feedback that became a golden question. */
@Entity({ name: 'feedback_promotions' })
export class PromotionEntity {
  @PrimaryColumn({ name: 'feedback_id', type: 'uuid', primaryKeyConstraintName: 'feedback_promotions_pkey' })
  feedbackId: string;

  @Column({ name: 'golden_question_id', type: 'uuid' })
  goldenQuestionId: string;

  @Column({ name: 'promoted_by', type: 'uuid' })
  promotedBy: string;

  @Column({ name: 'promoted_at', type: 'timestamptz' })
  promotedAt: Date;
}
