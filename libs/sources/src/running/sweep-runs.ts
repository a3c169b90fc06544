import { Injectable } from '@nestjs/common';
import { RunRepository } from '../run.repository.js';
import { KeepSchedules } from './keep-schedules.js';
import { StartRun } from './start-run.js';

/** Sweeps come every ten seconds; schedules are looked at less often, they are lost only with the whole queue. */
const SCHEDULES_EVERY = 30;

/** Puts back on the queues what a crash or an emptied queue lost. */
@Injectable()
export class SweepRuns {
  private sweeps = 0;

  constructor(
    private readonly runs: RunRepository,
    private readonly start: StartRun,
    private readonly schedules: KeepSchedules,
  ) {}

  async run(): Promise<void> {
    for (const runId of await this.runs.strays()) await this.start.offer(runId);
    if (this.sweeps % SCHEDULES_EVERY === 0) await this.schedules.applyAll();
    this.sweeps += 1;
  }
}
