import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { SourceRunEntity } from './entities/source-run.entity.js';
import { ACTIVE, type SourceRun } from './source-run.js';

/** Which process works on which run: it is whose lease has not run out, by the database's clock. Durations in milliseconds. */
@Injectable()
export class RunLeaseRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  private get rows() {
    return this.source.getRepository(SourceRunEntity);
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
    return taken.length === 0 ? null : this.rows.findOneBy({ id });
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

  /** Let nobody begin to work on a run of a source until the transaction ends. @returns Whether somebody does already. */
  async hold(manager: EntityManager, sourceId: string): Promise<boolean> {
    const rows = await manager.query<{ state: string }[]>(
      `SELECT state FROM source_runs WHERE source_id = $1 AND ${ACTIVE} FOR UPDATE`,
      [sourceId],
    );
    return rows.some(({ state }) => state === 'running');
  }

  /** Runs that nobody works on though they should be worked on. */
  async strays(): Promise<string[]> {
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT id FROM source_runs WHERE state IN ('queued', 'running') AND (lease_until IS NULL OR lease_until < now())`,
    );
    return rows.map(({ id }) => id);
  }
}
