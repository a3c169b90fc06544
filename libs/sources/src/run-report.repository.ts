import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { RunCounts, RunOutcome } from '#contracts';
import { type Failure, failureColumns } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { SourceRunEntryEntity } from './entities/source-run-entry.entity.js';
import { SourceRunEntity } from './entities/source-run.entity.js';
import { NO_COUNTS, type SourceRun } from './source-run.js';

/** A line of a report: what became of one entry of a source. `from` is where a moved document stood before. */
export interface RunEntry {
  readonly itemKey: string;
  readonly outcome: RunOutcome;
  readonly path: string;
  readonly from?: string;
  readonly documentId?: string;
  readonly failure?: Failure;
}

/** What runs report: a line for each entry that something became of, and how many there are of each outcome. */
@Injectable()
export class RunReportRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Write lines of the report; a step that is repeated writes each once. */
  async note(manager: EntityManager, runId: string, entries: readonly RunEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map(({ itemKey, outcome, path, from, documentId, failure }) => ({
      ...{ runId, itemKey, outcome, path, fromPath: from ?? null, documentId: documentId ?? null },
      ...failureColumns(failure),
    }));
    await manager.upsert(SourceRunEntryEntity, rows, ['runId', 'itemKey']);
  }

  /** What the report says so far, in numbers. Counted, never added up: a repeated step counts once. */
  async count(run: SourceRun): Promise<RunCounts> {
    const rows = await this.source.query<{ outcome: RunOutcome; n: number }[]>(
      `SELECT outcome, count(*)::int AS n FROM source_run_entries WHERE run_id = $1 GROUP BY outcome`,
      [run.id],
    );
    const [same] = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM source_items i WHERE i.source_id = $1 AND i.seen_run = $2 AND i.state IN ('held', 'rejected')
         AND NOT EXISTS (SELECT 1 FROM source_run_entries e WHERE e.run_id = $2 AND e.item_key = i.item_key)`,
      [run.sourceId, run.id],
    );
    const counted = Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]));
    return { ...NO_COUNTS, ...counted, unchanged: same?.n ?? 0 };
  }

  /** {@link count}, kept with the run for who follows it. */
  async saveCounts(run: SourceRun): Promise<RunCounts> {
    const counts = await this.count(run);
    await this.source.manager.update(SourceRunEntity, { id: run.id }, { counts });
    return counts;
  }

  /** Lines of a report in order of path. */
  async entries(
    runId: string,
    filter: { outcome?: RunOutcome; offset: number; limit: number },
  ): Promise<{ entries: SourceRunEntryEntity[]; total: number }> {
    const [entries, total] = await this.source.getRepository(SourceRunEntryEntity).findAndCount({
      where: { runId, ...(filter.outcome ? { outcome: filter.outcome } : {}) },
      order: { path: 'ASC', itemKey: 'ASC' },
      skip: filter.offset,
      take: filter.limit,
    });
    return { entries, total };
  }

  /** How many of these keys stand in the report of the last run of a source that saw everything. */
  async reportedWhole(sourceId: string, itemKeys: readonly string[]): Promise<number> {
    const [row] = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM source_run_entries WHERE item_key = ANY($2::text[]) AND run_id =
         (SELECT id FROM source_runs WHERE source_id = $1 AND state = 'done' AND failure_code IS NULL
          ORDER BY created_at DESC, id DESC LIMIT 1)`,
      [sourceId, itemKeys],
    );
    return row?.n ?? 0;
  }
}
