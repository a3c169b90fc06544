import { Injectable } from '@nestjs/common';
import { JobQueues } from '#jobs';
import { Clock } from '#knowledge';
import { RevisionRepository } from '#library';
import { indexRevision, parseRevision } from './jobs.js';

const MOST_AT_ONCE = 5_000;

/**
 * Put pending revisions back on the queues. The tables say what is to be done, the queues only carry it: a crash between
 * commit and enqueue, or a queue that was emptied, is made good here. Jobs that still exist are left alone.
 */
@Injectable()
export class SweepStrays {
  constructor(
    private readonly revisions: RevisionRepository,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  /** @param olderThanMs Younger revisions are assumed to be on their way. @returns How many were enqueued. */
  async run(olderThanMs: number): Promise<number> {
    const before = new Date(this.clock.now().getTime() - olderThanMs);
    const counts = await this.queues.counts();
    let enqueued = 0;
    for (const { state, job } of STEPS) {
      const pending = await this.revisions.pending(state, before, MOST_AT_ONCE);
      const { waiting, active, delayed } = counts[job.queue];
      // A long queue is no stray: offering thousands of jobs that are all there costs more than it finds.
      if (pending.length === 0 || pending.length <= waiting + active + delayed) continue;
      await this.queues.add(
        job,
        pending.map((revisionId) => ({ revisionId })),
      );
      enqueued += pending.length;
    }
    return enqueued;
  }
}

/** What a pending revision waits for. */
const STEPS = [
  { state: 'queued', job: parseRevision },
  { state: 'chunked', job: indexRevision },
] as const;
