import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { IndexGenerationEntity } from './index-generation.entity.js';

/** One whole index, made with one embedding model; exactly one serves searches. */
export interface IndexGeneration {
  readonly id: string;
  readonly embedderId: string;
  readonly dimensions: number;
}

@Injectable()
export class IndexGenerationRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** The generation that serves searches; null before the first document was indexed. */
  async live(): Promise<IndexGeneration | null> {
    const row = await this.source.getRepository(IndexGenerationEntity).findOneBy({ isLive: true });
    return row && { id: row.id, embedderId: row.embedderId, dimensions: row.dimensions };
  }

  /** The live generation, begun for this embedder when there is none. Processes that race agree on one. */
  async liveOrFirst(embedderId: string, dimensions: number): Promise<IndexGeneration> {
    await this.source.query(
      `INSERT INTO index_generations (id, embedder_id, dimensions, is_live, created_at)
       SELECT 'g1', $1, $2, true, now() WHERE NOT EXISTS (SELECT 1 FROM index_generations) ON CONFLICT DO NOTHING`,
      [embedderId, dimensions],
    );
    return (await this.live())!;
  }
}
