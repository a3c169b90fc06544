import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity({ name: 'index_generations' })
@Index('index_generations_live', ['isLive'], { unique: true, where: 'is_live' })
export class IndexGenerationEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'index_generations_pkey' })
  id: string;

  @Column({ name: 'embedder_id', type: 'text' })
  embedderId: string;

  @Column({ type: 'integer' })
  dimensions: number;

  @Column({ name: 'is_live', type: 'boolean' })
  isLive: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
