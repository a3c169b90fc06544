import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '#knowledge';
import { DataSource } from 'typeorm';
import { AssessDocument } from './assess-document.use-case.js';
import { STANDING } from './standing.js';

/** Documents looked at between two questions for more. */
const BATCH = 100;
/** A change commits later than it is dated. */
const OVERLAP_MS = 10 * 60_000;
/** Days end, and an answer may be sealed just when its source changes: now and then everything is looked at. */
const WHOLE_EVERY_MS = 60 * 60_000;

/** Finds documents that changed since what rests on them was last held against them. */
@Injectable()
export class FindDoubts {
  private lookedAt: Date | null = null;
  private wholeAt: Date | null = null;

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly assessing: AssessDocument,
    private readonly clock: Clock,
  ) {}

  /** Whether anything is to be assessed. Cheap: between whole looks it asks only for documents that changed lately. */
  async pending(): Promise<boolean> {
    const now = this.clock.now();
    const isWhole = this.wholeAt === null || now.getTime() - this.wholeAt.getTime() >= WHOLE_EVERY_MS;
    const since = isWhole || !this.lookedAt ? null : new Date(this.lookedAt.getTime() - OVERLAP_MS);
    const found = await this.due(since, 1);
    if (found.length > 0) return true;
    this.lookedAt = now;
    if (isWhole) this.wholeAt = now;
    return false;
  }

  /** Assess all that is due. @returns How many findings are new. */
  async run(signal: AbortSignal): Promise<number> {
    let found = 0;
    for (;;) {
      const due = await this.due(null, BATCH);
      for (const id of due) {
        if (signal.aborted) return found;
        found += await this.assessing.run(id, signal);
      }
      if (due.length < BATCH) return found;
    }
  }

  private async due(since: Date | null, limit: number): Promise<string[]> {
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT d.id FROM documents d WHERE ($1::timestamptz IS NULL OR d.updated_at >= $1) AND EXISTS (
         SELECT 1 FROM relied_on r WHERE r.document_id = d.id AND r.role = 'cited' AND r.held_against <> ${STANDING})
       LIMIT ${limit}`,
      [since],
    );
    return rows.map(({ id }) => id);
  }
}
