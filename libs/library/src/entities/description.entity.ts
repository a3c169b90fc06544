import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProposedValue } from '../proposed-value.js';

/** What a model read out of one revision, apart from what people say of it. */
@Entity({ name: 'revision_descriptions' })
export class RevisionDescriptionEntity {
  @PrimaryColumn({ name: 'revision_id', type: 'uuid', primaryKeyConstraintName: 'revision_descriptions_pkey' })
  revisionId: string;

  @Column({ type: 'text' })
  state: 'begun' | 'done' | 'failed';

  @Column({ type: 'integer', default: 0 })
  attempts: number;

  @Column({ name: 'model_name', type: 'text', nullable: true })
  modelName: string | null;

  @Column({ name: 'model_sha256', type: 'text', nullable: true })
  modelSha256: string | null;

  @Column({ type: 'jsonb', default: [] })
  values: ProposedValue[];

  /** Whether the search index has been told. */
  @Column({ name: 'in_index', type: 'boolean', default: false })
  inIndex: boolean;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
