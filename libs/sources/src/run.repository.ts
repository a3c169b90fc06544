import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { RunCounts, RunOutcome, SourceRunView } from '#contracts';
import type { Failure } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { SourceRunEntryEntity } from './entities/source-run-entry.entity.js';
import { SourceRunEntity } from './entities/source-run.entity.js';
import { columnsOf } from './failure-columns.js';

export type SourceRun = Readonly<SourceRunEntity>;

export interface RunEntry {
  readonly itemKey: string;
  readonly outcome: RunOutcome;
  readonly path: string;
  readonly from?: string;
  readonly documentId?: string;
  readonly failure?: Failure;
}

export interface RunEnd {
  readonly state: 'done' | 'failed' | 'cancelled';
  readonly failure?: Failure;
}

export const NO_COUNTS: RunCounts = { added: 0, changed: 0, moved: 0, removed: 0, kept: 0, unchanged: 0, failed: 0 };

const ACTIVE = `state IN ('queued', 'running', 'waiting')`;
/** Reports of a source that are kept. */
const KEPT_RUNS = 100;

/** Runs of sources and their reports. A run belongs to the process that holds its lease, for as long as it renews it. */
@Injectable()
export class RunRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  private get rows() {
    return this.source.getRepository(SourceRunEntity);
  }

  /** A new run, or null while one of that source is not finished. */
  async begin(sourceId: string, cause: SourceRunView['cause'], requestedBy: string | null): Promise<SourceRun | null> {
    const id = randomUUID();
    const made = await this.source.query<unknown[]>(
      `INSERT INTO source_runs (id, source_id, cause, requested_by, state, phase, counts, created_at)
       SELECT $1, s.id, $3, $4, 'queued', 'listing', $5, now() FROM sources s WHERE s.id = $2 FOR SHARE OF s
       ON CONFLICT (source_id) WHERE ${ACTIVE} DO NOTHING RETURNING id`,
      [id, sourceId, cause, requestedBy, JSON.stringify(NO_COUNTS)],
    );
    return made.length === 0 ? null : this.find(id);
  }

  find(id: string): Promise<SourceRun | null> {
    return this.rows.findOneBy({ id });
  }

  activeOf(sourceId: string): Promise<SourceRun | null> {
    return this.rows.createQueryBuilder('r').where(`r.source_id = :sourceId AND r.${ACTIVE}`, { sourceId }).getOne();
  }

  /** Of these ids, those of runs that are not finished. */
  async activeAmong(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT id FROM source_runs WHERE id::text = ANY($1::text[]) AND ${ACTIVE}`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Newest first. */
  async list(sourceId: string, offset: number, limit: number): Promise<{ runs: SourceRun[]; total: number }> {
    const [runs, total] = await this.rows.findAndCount({
      where: { sourceId },
      order: { createdAt: 'DESC', id: 'DESC' },
      skip: offset,
      take: limit,
    });
    return { runs, total };
  }

  /** The newest run of each source. */
  async newestOf(sourceIds: readonly string[]): Promise<Map<string, SourceRun>> {
    if (sourceIds.length === 0) return new Map();
    const ids = await this.source.query<{ id: string }[]>(
      `SELECT DISTINCT ON (source_id) id FROM source_runs WHERE source_id = ANY($1::uuid[]) ORDER BY source_id, created_at DESC, id DESC`,
      [sourceIds],
    );
    const runs = await Promise.all(ids.map(({ id }) => this.find(id)));
    return new Map(runs.flatMap((run) => (run ? [[run.sourceId, run] as const] : [])));
  }

  /**
   * Take a run to work on it.
   * @returns Null when it is finished, waits to be confirmed, or another process is at it.
   */
  async claim(id: string, owner: string, leaseMs: number): Promise<SourceRun | null> {
    const [taken] = await this.source.query<[unknown[]]>(
      `UPDATE source_runs SET state = 'running', lease_owner = $2, lease_until = now() + $3 * interval '1 ms',
         started_at = COALESCE(started_at, now())
       WHERE id = $1 AND state IN ('queued', 'running') AND (lease_until IS NULL OR lease_until < now() OR lease_owner = $2)
       RETURNING id`,
      [id, owner, leaseMs],
    );
    return taken.length === 0 ? null : this.find(id);
  }

  /** Hold a run for some more time. @returns Whether it is still this process's, and whether it was cancelled. */
  async renew(id: string, owner: string, leaseMs: number): Promise<{ isOurs: boolean; isCancelled: boolean }> {
    const [rows] = await this.source.query<[{ is_cancelled: boolean }[]]>(
      `UPDATE source_runs SET lease_until = now() + $3 * interval '1 ms'
       WHERE id = $1 AND lease_owner = $2 AND state = 'running' RETURNING is_cancelled`,
      [id, owner, leaseMs],
    );
    return { isOurs: rows.length > 0, isCancelled: rows[0]?.is_cancelled ?? false };
  }

  /** Put a run down unfinished, for any process to go on with. */
  async release(id: string, owner: string): Promise<void> {
    await this.rows.update({ id, leaseOwner: owner }, { leaseOwner: null, leaseUntil: null });
  }

  async setPhase(id: string, phase: SourceRunView['phase']): Promise<void> {
    await this.rows.update({ id }, { phase });
  }

  async setListed(id: string, listed: number): Promise<void> {
    await this.rows.update({ id }, { listed });
  }

  /** Keep why nothing was removed, without ending the run. */
  async setNotice(id: string, notice: Failure): Promise<void> {
    await this.rows.update({ id }, columnsOf(notice));
  }

  /** Wait for somebody to confirm what would be removed. */
  async wait(id: string, toRemove: number): Promise<void> {
    await this.rows.update({ id }, { state: 'waiting', toRemove, leaseOwner: null, leaseUntil: null });
  }

  /** Have it look once more, days may have passed, and remove what is still gone. @returns Whether it was waiting for it. */
  async confirm(manager: EntityManager, id: string): Promise<boolean> {
    const { affected } = await manager.update(
      SourceRunEntity,
      { id, state: 'waiting' },
      { state: 'queued', phase: 'listing', isConfirmed: true },
    );
    return affected === 1;
  }

  /** Ask a run to stop; one that nobody works on stops at once. */
  async cancel(id: string): Promise<void> {
    await this.rows.update({ id }, { isCancelled: true });
    await this.source.query(
      `UPDATE source_runs SET state = 'cancelled', phase = 'finished', finished_at = now()
       WHERE id = $1 AND (state IN ('queued', 'waiting') OR (state = 'running' AND (lease_until IS NULL OR lease_until < now())))`,
      [id],
    );
  }

  async finish(manager: EntityManager, run: SourceRun, counts: RunCounts, { state, failure }: RunEnd): Promise<void> {
    await manager.update(
      SourceRunEntity,
      { id: run.id },
      {
        ...{ state, phase: 'finished', counts, finishedAt: new Date(), leaseOwner: null, leaseUntil: null },
        ...(failure ? columnsOf(failure) : {}),
      },
    );
    const older = `SELECT id FROM source_runs WHERE source_id = $1 AND NOT (${ACTIVE}) ORDER BY created_at DESC OFFSET ${KEPT_RUNS}`;
    await manager.query(`DELETE FROM source_run_entries WHERE run_id IN (${older})`, [run.sourceId]);
    await manager.query(`DELETE FROM source_runs WHERE id IN (${older})`, [run.sourceId]);
  }

  /** Write a line of the report; a step that is repeated writes it once. */
  async note(manager: EntityManager, runId: string, entries: readonly RunEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map(({ itemKey, outcome, path, from, documentId, failure }) => ({
      ...{ runId, itemKey, outcome, path, fromPath: from ?? null, documentId: documentId ?? null },
      ...columnsOf(failure),
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

  async saveCounts(run: SourceRun): Promise<RunCounts> {
    const counts = await this.count(run);
    await this.rows.update({ id: run.id }, { counts });
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

  /**
   * Whether a run looked, or will look, at what changed so long ago: one that began to list since, and did not end before it
   * was through. By the database's clock, because any worker may ask.
   */
  async coversChange(sourceId: string, agoMs: number): Promise<boolean> {
    const rows = await this.source.query<unknown[]>(
      `SELECT 1 FROM source_runs WHERE source_id = $1 AND state NOT IN ('failed', 'cancelled')
         AND (started_at >= now() - $2 * interval '1 ms' OR started_at IS NULL) LIMIT 1`,
      [sourceId, agoMs],
    );
    return rows.length > 0;
  }

  /** Runs that nobody works on though they should be worked on. */
  async strays(): Promise<string[]> {
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT id FROM source_runs WHERE state IN ('queued', 'running') AND (lease_until IS NULL OR lease_until < now())`,
    );
    return rows.map(({ id }) => id);
  }

  /** Let nobody begin to work on a run of a source until the transaction ends. @returns Whether somebody does already. */
  async hold(manager: EntityManager, sourceId: string): Promise<boolean> {
    const rows = await manager.query<{ state: string }[]>(
      `SELECT state FROM source_runs WHERE source_id = $1 AND ${ACTIVE} FOR UPDATE`,
      [sourceId],
    );
    return rows.some(({ state }) => state === 'running');
  }

  async forgetAll(manager: EntityManager, sourceId: string): Promise<void> {
    await manager.query(
      `DELETE FROM source_run_entries WHERE run_id IN (SELECT id FROM source_runs WHERE source_id = $1)`,
      [sourceId],
    );
    await manager.delete(SourceRunEntity, { sourceId });
  }
}
