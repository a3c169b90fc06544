import type { LinkKind, LinkTarget } from '#contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One step of a link between decisions, or from one to what it relies on. Rows are only ever added, and emptied under a certificate. */
@Entity({ name: 'decision_link_steps' })
@Index('decision_link_steps_from', ['fromDecision'])
@Index('decision_link_steps_to', ['toId'])
@Index('decision_link_steps_unsealed', ['fromDecision'], { where: 'body IS NOT NULL' })
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

  /** Canonical JSON of the whole step: exactly the bytes that were hashed. In clear only where it was never encrypted. */
  @Column({ type: 'text', nullable: true })
  body: string | null;

  /** The same under the decision's key. */
  @Column({ name: 'sealed_body', type: 'bytea', nullable: true })
  sealedBody: Buffer | null;

  /** Certificate under which it was erased; null while it is there. */
  @Column({ name: 'erased_by', type: 'uuid', nullable: true })
  erasedBy: string | null;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ name: 'log_index', type: 'bigint', transformer: { to: (value: number) => value, from: Number } })
  logIndex: number;
}
