import type { DecisionAudience, DecisionState } from '#contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A decision as its last step left it: a copy of what the steps say, for lists and for the next step. */
@Entity({ name: 'decisions' })
@Index('decisions_owner', ['ownerId', 'updatedAt'])
@Index('decisions_responsible', ['responsibleId', 'updatedAt'])
@Index('decisions_updated', ['updatedAt', 'id'])
@Index('decisions_review_on', ['reviewOn'], { where: `state = 'approved'` })
@Index('decisions_matter', ['matter', 'updatedAt'])
export class DecisionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'decisions_pkey' })
  id: string;

  @Column({ type: 'text' })
  state: DecisionState;

  @Column({ type: 'int' })
  version: number;

  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId: string;

  @Column({ name: 'owner_name', type: 'text' })
  ownerName: string;

  @Column({ name: 'responsible_id', type: 'uuid' })
  responsibleId: string;

  @Column({ type: 'text', nullable: true })
  matter: string | null;

  /** Ids of the answer records that it rests on. */
  @Column({ type: 'uuid', array: true })
  records: string[];

  @Column({ type: 'uuid', array: true })
  reviewers: string[];

  @Column({ type: 'text' })
  audience: DecisionAudience;

  /** Canonical JSON of the rule in force; null before it is proposed. */
  @Column({ type: 'text', nullable: true })
  rule: string | null;

  @Column({ name: 'proposer_id', type: 'uuid', nullable: true })
  proposerId: string | null;

  @Column({ type: 'uuid', array: true })
  approvers: string[];

  @Column({ name: 'review_on', type: 'text', nullable: true })
  reviewOn: string | null;

  /** Canonical JSON of what last was said to have come of it. */
  @Column({ type: 'text', nullable: true })
  outcome: string | null;

  @Column({ type: 'uuid', nullable: true })
  successor: string | null;

  /** Canonical JSON of its content. */
  @Column({ type: 'text' })
  content: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
