import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import type { RunOutcome } from '#contracts';
import type { Principal } from '#knowledge';
import { DocumentRepository } from '#library';
import { DataSource } from 'typeorm';
import type { SourceRunEntryEntity } from './entities/source-run-entry.entity.js';
import { NothingToConfirm, RunNotFound, SourceBusy } from './errors.js';
import { ItemRepository } from './item.repository.js';
import { ManageSources } from './manage-sources.use-case.js';
import { RunReportRepository } from './run-report.repository.js';
import { RunRepository } from './run.repository.js';
import { StartRun } from './running/start-run.js';
import type { SourceRun } from './source-run.js';

const OUT_OF_SIGHT = { path: '…', fromPath: null, documentId: null };

/** What people do with runs: begin, follow, confirm, cancel, and read what they report. Rights as for the source. */
@Injectable()
export class SourceRuns {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly sources: ManageSources,
    private readonly access: AccessPolicy,
    private readonly documents: DocumentRepository,
    private readonly items: ItemRepository,
    private readonly runs: RunRepository,
    private readonly reports: RunReportRepository,
    private readonly start: StartRun,
    private readonly log: AuditLog,
  ) {}

  /** Newest first. */
  async list(principal: Principal, sourceId: string, offset: number, limit: number) {
    await this.sources.show(principal, sourceId);
    return this.runs.list(sourceId, offset, limit);
  }

  /** @throws RunNotFound */
  async show(principal: Principal, sourceId: string, runId: string): Promise<SourceRun> {
    await this.sources.show(principal, sourceId);
    const run = await this.runs.find(runId);
    if (run?.sourceId !== sourceId) throw new RunNotFound();
    return run;
  }

  /** Lines of the report, in order of path. Documents that the asker may not see are counted and not named. */
  async entries(
    principal: Principal,
    sourceId: string,
    runId: string,
    filter: { outcome?: RunOutcome; offset: number; limit: number },
  ): Promise<{ entries: SourceRunEntryEntity[]; total: number }> {
    await this.show(principal, sourceId, runId);
    const { entries, total } = await this.reports.entries(runId, filter);
    const ids = entries.flatMap(({ documentId }) => documentId ?? []);
    const seen = await this.documents.titlesAmong(await this.access.visibilityOf(principal), ids);
    const shown = entries.map((entry) =>
      entry.documentId === null || seen.has(entry.documentId) ? entry : { ...entry, ...OUT_OF_SIGHT },
    );
    return { entries: shown, total };
  }

  /** Begin one now. A paused source runs too when somebody says so. @throws SourceBusy */
  async begin(principal: Principal, sourceId: string): Promise<SourceRun> {
    await this.sources.show(principal, sourceId);
    const run = await this.start.begin(sourceId, 'person', principal.userId);
    if (!run) throw new SourceBusy();
    return run;
  }

  /** Stop the run that is under way, or put away the one that waits. What it did stays. @returns Null when there was none. */
  async cancel(principal: Principal, sourceId: string): Promise<SourceRun | null> {
    await this.sources.show(principal, sourceId);
    const run = await this.runs.activeOf(sourceId);
    if (!run) return null;
    await this.runs.cancel(run.id);
    await this.log.append([
      { kind: 'source.run_cancelled', actor: principal.userId, subject: { source: sourceId, run: run.id } },
    ]);
    return this.runs.find(run.id);
  }

  /** Let a waiting run remove what it found gone. @throws RunNotFound, NothingToConfirm */
  async confirm(principal: Principal, sourceId: string, runId: string): Promise<SourceRun> {
    const { toRemove } = await this.show(principal, sourceId, runId);
    await this.database.transaction(async (manager) => {
      if (!(await this.runs.confirm(manager, runId))) throw new NothingToConfirm();
      await this.items.unmeet(manager, sourceId, runId);
      const subject = { source: sourceId, run: runId, documents: toRemove };
      await this.log.append([{ kind: 'source.removal_confirmed', actor: principal.userId, subject }], manager);
    });
    await this.start.offer(runId);
    return this.show(principal, sourceId, runId);
  }
}
