import type { Particulars } from '#knowledge';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A comparison of two index generations that somebody asked for, until it is done. */
@Entity({ name: 'golden_comparisons' })
export class GoldenComparisonEntity {
  @PrimaryColumn({ name: 'from_id', type: 'text', primaryKeyConstraintName: 'golden_comparisons_pkey' })
  fromId: string;

  @PrimaryColumn({ name: 'to_id', type: 'text', primaryKeyConstraintName: 'golden_comparisons_pkey' })
  toId: string;

  @Column({ name: 'asked_by', type: 'uuid' })
  askedBy: string;

  @Column({ name: 'asked_at', type: 'timestamptz' })
  askedAt: Date;

  /** Why it was given up; null while it is tried. */
  @Column({ name: 'failure_code', type: 'text', nullable: true })
  failureCode: string | null;

  @Column({ name: 'failure_message', type: 'text', nullable: true })
  failureMessage: string | null;

  @Column({ name: 'failure_particulars', type: 'jsonb', nullable: true })
  failureParticulars: Particulars | null;
}
