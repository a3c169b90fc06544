import { Injectable } from '@nestjs/common';
import { RunLeaseRepository } from '../run-lease.repository.js';
import { RunRepository } from '../run.repository.js';
import { SourceRepository } from '../source.repository.js';
import { KeepSchedules } from './keep-schedules.js';
import { StartRun } from './start-run.js';
import { WorkFolder } from './work-folder.js';

/** Sweeps come every ten seconds; schedules, lost only with the whole queue, and folders are looked at less often. */
const SELDOM = 30;

/** Puts back on the queues what a crash or an emptied queue lost, and away what a crash left on this machine. */
@Injectable()
export class SweepRuns {
  private sweeps = 0;

  constructor(
    private readonly runs: RunRepository,
    private readonly leases: RunLeaseRepository,
    private readonly start: StartRun,
    private readonly schedules: KeepSchedules,
    private readonly sources: SourceRepository,
    private readonly workFolder: WorkFolder,
  ) {}

  async run(): Promise<void> {
    for (const runId of await this.leases.strays()) await this.start.offer(runId);
    // Counted first: what fails is tried again as seldom.
    if (this.sweeps++ % SELDOM !== 0) return;
    await this.schedules.applyAll();
    await this.tidy();
  }

  private tidy(): Promise<void> {
    return this.workFolder.tidy(
      (ids) => this.runs.activeAmong(ids),
      (ids) => this.sources.among(ids),
    );
  }
}
