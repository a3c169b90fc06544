import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type Failure, failureColumns, storedFailure } from '#knowledge';
import { DataSource, IsNull } from 'typeorm';
import { GoldenComparisonEntity } from './golden-comparison.entity.js';

/** Two generations by their ids. */
export interface ComparedIds {
  readonly from: string;
  readonly to: string;
}

/** A comparison that somebody asked for and that is not done. */
export interface AskedComparison {
  readonly askedAt: Date;
  /** Why it was given up; null while it is tried. */
  readonly failure: Failure | null;
}

/** The comparisons that were asked for, until they are done: what a lost job is found by, and what is said of one that failed. */
@Injectable()
export class GoldenComparisonRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Note that it is asked for, anew where an earlier one was given up; forget those of generations that are gone. */
  async ask({ from, to }: ComparedIds, askedBy: string, known: readonly string[]): Promise<void> {
    await this.source.transaction(async (manager) => {
      await manager.query(`DELETE FROM golden_comparisons WHERE from_id <> ALL($1::text[]) OR to_id <> ALL($1)`, [
        known,
      ]);
      const row = { fromId: from, toId: to, askedBy, askedAt: new Date(), ...failureColumns(null) };
      await manager.upsert(GoldenComparisonEntity, row, ['fromId', 'toId']);
    });
  }

  /** Null where nobody asked, or what was asked for is done. */
  async find({ from, to }: ComparedIds): Promise<AskedComparison | null> {
    const row = await this.rows().findOneBy({ fromId: from, toId: to });
    if (!row) return null;
    const { askedAt, failureCode, failureMessage, failureParticulars } = row;
    return { askedAt, failure: storedFailure(failureCode, failureMessage, failureParticulars) };
  }

  /** Those that are still to be done, with who asked. */
  async pending(): Promise<(ComparedIds & { readonly by: string })[]> {
    const rows = await this.rows().findBy({ failureCode: IsNull() });
    return rows.map(({ fromId, toId, askedBy }) => ({ from: fromId, to: toId, by: askedBy }));
  }

  async done({ from, to }: ComparedIds): Promise<void> {
    await this.rows().delete({ fromId: from, toId: to });
  }

  async giveUp({ from, to }: ComparedIds, failure: Failure): Promise<void> {
    await this.rows().update({ fromId: from, toId: to }, failureColumns(failure));
  }

  private rows() {
    return this.source.getRepository(GoldenComparisonEntity);
  }
}
