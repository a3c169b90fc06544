import type { LinkKind, LinkTarget } from '#contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { SignedStepEntity } from '../decision/index.js';

/** One step of a link between decisions, or from one to what it relies on. Rows are only ever added, and emptied under a certificate. */
@Entity({ name: 'decision_link_steps' })
@Index('decision_link_steps_from', ['fromDecision'])
@Index('decision_link_steps_to', ['toId'])
@Index('decision_link_steps_unsealed', ['fromDecision'], { where: 'body IS NOT NULL' })
export class LinkStepEntity extends SignedStepEntity {
  @PrimaryColumn({ name: 'link_id', type: 'uuid', primaryKeyConstraintName: 'decision_link_steps_pkey' })
  linkId: string;

  @PrimaryColumn({ type: 'int', primaryKeyConstraintName: 'decision_link_steps_pkey' })
  version: number;

  @Column({ name: 'from_decision', type: 'uuid' })
  fromDecision: string;

  @Column({ type: 'text' })
  kind: LinkKind;

  @Column({ name: 'to_kind', type: 'text' })
  toKind: LinkTarget['kind'];

  /** Id of the decision, record or revision. */
  @Column({ name: 'to_id', type: 'uuid' })
  toId: string;
}
