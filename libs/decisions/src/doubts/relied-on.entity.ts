import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A span of a revision that an answer or a decision rests on. Derived from what was sealed, so that changes find it. */
@Entity({ name: 'relied_on' })
@Index('relied_on_holder', ['holderId'])
@Index('relied_on_document', ['documentId', 'heldAgainst'])
export class ReliedOnEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'relied_on_pkey' })
  id: string;

  @Column({ name: 'holder_kind', type: 'text' })
  holderKind: 'record' | 'decision';

  @Column({ name: 'holder_id', type: 'uuid' })
  holderId: string;

  /** `read`: a model saw it, a refusal tells of it, or an answer as of a day in the past cites it. Only what is cited is put in doubt by a change. */
  @Column({ type: 'text' })
  role: 'cited' | 'read';

  /** The link of a decision that says so; null for a record. */
  @Column({ name: 'link_id', type: 'uuid', nullable: true })
  linkId: string | null;

  @Column({ name: 'document_id', type: 'uuid' })
  documentId: string;

  @Column({ name: 'revision_id', type: 'uuid' })
  revisionId: string;

  @Column({ name: 'start_offset', type: 'integer' })
  start: number;

  @Column({ name: 'end_offset', type: 'integer' })
  end: number;

  @Column({ type: 'integer' })
  page: number;

  /** The {@link Standing} of its document when it was last looked at. */
  @Column({ name: 'held_against', type: 'text' })
  heldAgainst: string;
}
