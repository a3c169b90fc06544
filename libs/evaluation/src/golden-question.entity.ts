import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ExpectedSource, GoldenOrigin } from './golden-question.js';

/** One question whose right sources are known; every new index generation is asked it before it goes live. */
@Entity({ name: 'golden_questions' })
export class GoldenQuestionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'golden_questions_pkey' })
  id: string;

  @Column({ type: 'text' })
  question: string;

  @Column({ name: 'collection_ids', type: 'jsonb' })
  collectionIds: string[];

  @Column({ type: 'jsonb' })
  expected: ExpectedSource[];

  @Column({ type: 'text' })
  origin: GoldenOrigin;

  @Column({ type: 'text' })
  note: string;

  @Column({ name: 'created_by', type: 'uuid' })
  createdBy: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
