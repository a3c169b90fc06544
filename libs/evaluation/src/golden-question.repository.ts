import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { GoldenQuestionEntity } from './golden-question.entity.js';
import type { GoldenQuestion, GoldenResult } from './golden-question.js';
import { GoldenRunEntity } from './golden-run.entity.js';

/** The answers of one index generation to all golden questions of that moment; a later run takes its place. */
export interface GoldenRun {
  readonly generationId: string;
  readonly ranAt: Date;
  readonly results: readonly GoldenResult[];
}

/** What a person writes of a golden question. */
export type GoldenDraft = Pick<GoldenQuestion, 'question' | 'collectionIds' | 'expected' | 'origin' | 'note'>;

/** Golden questions, and the latest answers of each index generation to them. */
@Injectable()
export class GoldenQuestionRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Oldest first. */
  async all(): Promise<GoldenQuestion[]> {
    const rows = await this.source.getRepository(GoldenQuestionEntity).find({ order: { createdAt: 'ASC', id: 'ASC' } });
    return rows.map(toQuestion);
  }

  async find(id: string): Promise<GoldenQuestion | null> {
    const row = await this.source.getRepository(GoldenQuestionEntity).findOneBy({ id });
    return row && toQuestion(row);
  }

  async add(manager: EntityManager, draft: GoldenDraft, createdBy: string): Promise<GoldenQuestion> {
    const at = new Date();
    const row = Object.assign(new GoldenQuestionEntity(), {
      ...{ id: randomUUID(), ...draft, createdBy, createdAt: at, updatedAt: at },
      ...{ collectionIds: [...draft.collectionIds], expected: [...draft.expected] },
    });
    await manager.insert(GoldenQuestionEntity, row);
    return toQuestion(row);
  }

  async change(manager: EntityManager, id: string, to: Omit<GoldenDraft, 'origin'>): Promise<void> {
    const { question, note } = to;
    const lists = { collectionIds: [...to.collectionIds], expected: [...to.expected] };
    await manager.update(GoldenQuestionEntity, { id }, { question, note, ...lists, updatedAt: new Date() });
  }

  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(GoldenQuestionEntity, { id });
  }

  /** The latest answers of a generation; null when it was never asked. */
  async runOf(generationId: string): Promise<GoldenRun | null> {
    return this.source.getRepository(GoldenRunEntity).findOneBy({ generationId });
  }

  /** Keep a generation's answers in place of its earlier ones, and forget those of generations that are gone. */
  async saveRun(
    generationId: string,
    embedderId: string,
    results: readonly GoldenResult[],
    known: readonly string[],
  ): Promise<void> {
    await this.source.transaction(async (manager) => {
      const row = { generationId, embedderId, ranAt: new Date(), results: [...results] };
      await manager.upsert(GoldenRunEntity, row, ['generationId']);
      await manager.query(`DELETE FROM golden_runs WHERE generation_id <> ALL($1::text[])`, [known]);
    });
  }
}

function toQuestion(row: GoldenQuestionEntity): GoldenQuestion {
  const { id, question, collectionIds, expected, origin, note, createdAt, updatedAt } = row;
  return { id, question, collectionIds, expected, origin, note, createdAt, updatedAt };
}
