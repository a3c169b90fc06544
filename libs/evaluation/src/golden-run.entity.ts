import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GoldenResult } from './golden-question.js';

/** The latest answers of one index generation to the golden questions. */
@Entity({ name: 'golden_runs' })
export class GoldenRunEntity {
  @PrimaryColumn({ name: 'generation_id', type: 'text', primaryKeyConstraintName: 'golden_runs_pkey' })
  generationId: string;

  @Column({ name: 'embedder_id', type: 'text' })
  embedderId: string;

  @Column({ name: 'ran_at', type: 'timestamptz' })
  ranAt: Date;

  @Column({ type: 'jsonb' })
  results: GoldenResult[];
}
