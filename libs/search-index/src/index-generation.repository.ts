import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
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

  /** A generation that does not serve yet, for this embedder: the one that an interrupted rebuild left, or a new one. */
  async begin(embedderId: string, dimensions: number): Promise<IndexGeneration> {
    return this.source.transaction(async (manager) => {
      await manager.query('LOCK TABLE index_generations IN EXCLUSIVE MODE');
      const rows = await manager.find(IndexGenerationEntity);
      const unfinished = rows.find((row) => !row.isLive && row.embedderId === embedderId);
      if (unfinished) return { id: unfinished.id, embedderId, dimensions };
      const number = Math.max(0, ...rows.map((row) => Number(row.id.slice(1)))) + 1;
      const id = `g${number}`;
      await manager.insert(IndexGenerationEntity, { id, embedderId, dimensions, isLive: false, createdAt: new Date() });
      return { id, embedderId, dimensions };
    });
  }

  /** The generation that is being built, if any. */
  async building(): Promise<IndexGeneration | null> {
    const row = await this.source
      .getRepository(IndexGenerationEntity)
      .findOne({ where: { isLive: false }, order: { createdAt: 'DESC' } });
    return row && { id: row.id, embedderId: row.embedderId, dimensions: row.dimensions };
  }

  /** Let a finished generation serve from now on and forget all others. @returns Ids of those forgotten. */
  async switchTo(id: string): Promise<string[]> {
    return this.source.transaction(async (manager) => {
      const others = (await manager.find(IndexGenerationEntity)).filter((row) => row.id !== id);
      await manager.delete(IndexGenerationEntity, { id: In(others.map((row) => row.id)) });
      await manager.update(IndexGenerationEntity, { id }, { isLive: true });
      return others.map((row) => row.id);
    });
  }
}
