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
    const queued = await this.revisions.pending('queued', before, MOST_AT_ONCE);
    const chunked = await this.revisions.pending('chunked', before, MOST_AT_ONCE);
    await this.queues.add(
      parseRevision,
      queued.map((revisionId) => ({ revisionId })),
    );
    await this.queues.add(
      indexRevision,
      chunked.map((revisionId) => ({ revisionId })),
    );
    return queued.length + chunked.length;
  }
}
