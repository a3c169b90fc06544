import type { LinkKind, LinkTarget } from '#contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One step of a link between decisions, or from one to what it relies on. Rows are only ever added. */
@Entity({ name: 'decision_link_steps' })
@Index('decision_link_steps_from', ['fromDecision'])
@Index('decision_link_steps_to', ['toId'])
export class LinkStepEntity {
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

  /** Canonical JSON of the whole step: exactly the bytes that were hashed. */
  @Column({ type: 'text' })
  body: string;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ name: 'log_index', type: 'bigint', transformer: { to: (value: number) => value, from: Number } })
  logIndex: number;
}
