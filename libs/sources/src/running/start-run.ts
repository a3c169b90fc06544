import { Injectable } from '@nestjs/common';
import type { SourceRunView } from '#contracts';
import { JobQueues } from '#jobs';
import { syncSource } from '../jobs.js';
import { RunRepository } from '../run.repository.js';
import type { SourceRun } from '../source-run.js';

/** Begins runs: the row first, then the job that works on it. */
@Injectable()
export class StartRun {
  constructor(
    private readonly runs: RunRepository,
    private readonly queues: JobQueues,
  ) {}

  /** @returns Null while a run of that source is not finished, or when the source is no more. */
  async begin(sourceId: string, cause: SourceRunView['cause'], requestedBy: string | null): Promise<SourceRun | null> {
    const run = await this.runs.begin(sourceId, cause, requestedBy);
    if (run) await this.offer(run.id);
    return run;
  }

  /** Have a run worked on that exists already. */
  async offer(runId: string): Promise<void> {
    await this.queues.offer(syncSource, [{ runId }]);
  }
}
