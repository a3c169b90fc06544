import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { RunCounts, SourceRunView } from '#contracts';
import { type Failure, failureColumns } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { SourceRunEntity } from './entities/source-run.entity.js';
import { ACTIVE, NO_COUNTS, type RunEnd, type SourceRun } from './source-run.js';

/** Reports of a source that are kept. */
const KEPT_RUNS = 100;

/**
 * Runs of sources, from the wish for one to its end. A run belongs to the process that holds its lease ({@link RunLeaseRepository}); what it
 * did stands in its report ({@link RunReportRepository}).
 */
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

  async setPhase(id: string, phase: SourceRunView['phase']): Promise<void> {
    await this.rows.update({ id }, { phase });
  }

  async setListed(id: string, listed: number): Promise<void> {
    await this.rows.update({ id }, { listed });
  }

  /** Keep why nothing was removed, without ending the run. */
  async setNotice(id: string, notice: Failure): Promise<void> {
    await this.rows.update({ id }, failureColumns(notice));
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
        ...(failure ? failureColumns(failure) : {}),
      },
    );
    const older = `SELECT id FROM source_runs WHERE source_id = $1 AND NOT (${ACTIVE}) ORDER BY created_at DESC OFFSET ${KEPT_RUNS}`;
    await manager.query(`DELETE FROM source_run_entries WHERE run_id IN (${older})`, [run.sourceId]);
    await manager.query(`DELETE FROM source_runs WHERE id IN (${older})`, [run.sourceId]);
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

  async forgetAll(manager: EntityManager, sourceId: string): Promise<void> {
    await manager.query(
      `DELETE FROM source_run_entries WHERE run_id IN (SELECT id FROM source_runs WHERE source_id = $1)`,
      [sourceId],
    );
    await manager.delete(SourceRunEntity, { sourceId });
  }
}
