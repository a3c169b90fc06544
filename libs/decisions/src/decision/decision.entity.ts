import type { DecisionAudience, DecisionState } from '#contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A decision as its last step left it: a copy of what the steps say, for lists and for the next step. */
@Entity({ name: 'decisions' })
@Index('decisions_owner', ['ownerId', 'updatedAt'])
@Index('decisions_responsible', ['responsibleId', 'updatedAt'])
@Index('decisions_updated', ['updatedAt', 'id'])
@Index('decisions_review_on', ['reviewOn'], { where: `state = 'approved'` })
@Index('decisions_matter', ['matter', 'updatedAt'])
@Index('decisions_unsealed', ['id'], { where: 'content IS NOT NULL' })
export class DecisionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'decisions_pkey' })
  id: string;

  @Column({ type: 'text' })
  state: DecisionState;

  @Column({ type: 'int' })
  version: number;

  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId: string;

  /** Like the other texts in clear: of decisions from before they were encrypted. Later ones have them in {@link sealedHead}. */
  @Column({ name: 'owner_name', type: 'text', nullable: true })
  ownerName: string | null;

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
  @Column({ type: 'text', nullable: true })
  content: string | null;

  /** Owner's name, content and outcome, under the decision's key. */
  @Column({ name: 'sealed_head', type: 'bytea', nullable: true })
  sealedHead: Buffer | null;

  /** Certificate under which its texts were erased; null while they are there. */
  @Column({ name: 'erased_by', type: 'uuid', nullable: true })
  erasedBy: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
