import { Injectable } from '@nestjs/common';
import { JobQueues } from '#jobs';
import { Clock } from '#knowledge';
import {
  CollectionRemovalRepository,
  DescriptionRepository,
  EraseDocument,
  LibraryChangeRepository,
  MatterRepository,
  RevisionRepository,
} from '#library';
import { IndexGenerationRepository } from '#search-index';
import { DescribeRevision } from './describing/index.js';
import { FollowIndex, RenewIndex } from './generations/index.js';
import {
  carryOutRemoval,
  describeRevision,
  followIndex,
  indexRevision,
  parseRevision,
  purgeIndex,
  rebuildIndex,
  switchIndex,
  syncDescriptions,
  syncMatters,
  syncValidity,
} from './jobs.js';

const MOST_AT_ONCE = 5_000;
/** Reading out metadata can wait, and each takes a model seconds. */
const DESCRIBED_AT_ONCE = 50;
/** In the place of what caused a job: however often it is looked for, it waits once. */
const SWEEP = '00000000-0000-0000-0000-000000000000';

/**
 * Put what is to be done back on the queues. The tables say what that is, the queues only carry it: a crash between
 * commit and enqueue, or a queue that was emptied, is made good here. Jobs that still exist are left alone.
 */
@Injectable()
export class SweepStrays {
  constructor(
    private readonly revisions: RevisionRepository,
    private readonly generations: IndexGenerationRepository,
    private readonly descriptions: DescriptionRepository,
    private readonly matters: MatterRepository,
    private readonly changes: LibraryChangeRepository,
    private readonly removals: CollectionRemovalRepository,
    private readonly following: FollowIndex,
    private readonly renewing: RenewIndex,
    private readonly describing: DescribeRevision,
    private readonly erasing: EraseDocument,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  /** @param olderThanMs Younger revisions are assumed to be on their way. @returns How many were enqueued. */
  async run(olderThanMs: number): Promise<number> {
    const enqueued = await this.sweepRevisions(olderThanMs);
    await this.sweepErasures();
    await this.queues.add(
      carryOutRemoval,
      (await this.removals.atWork()).map((removal) => ({ removal })),
    );
    await this.sweepIndexed();
    await this.sweepGenerations();
    await this.sweepDescriptions();
    return enqueued;
  }

  /** What the index was to be told of documents, and was not: a killed process, or an index that did not answer. */
  private async sweepIndexed(): Promise<void> {
    if ((await this.changes.unsyncedValidity(1)).length > 0) await this.queues.add(syncValidity, [{ cause: SWEEP }]);
    if ((await this.matters.unindexed(1)).length > 0) await this.queues.add(syncMatters, [{ cause: SWEEP }]);
  }

  private async sweepRevisions(olderThanMs: number): Promise<number> {
    const before = new Date(this.clock.now().getTime() - olderThanMs);
    const counts = await this.queues.counts();
    let enqueued = 0;
    for (const { state, job } of STEPS) {
      const pending = await this.revisions.pending(state, before, MOST_AT_ONCE);
      const { waiting, active, delayed } = counts[job.queue];
      // A long queue is no stray: offering thousands of jobs that are all there costs more than it finds. (A schedule in one of these
      // queues would count as a job, and hide a stray for ever: schedules are for the housekeeping queue.)
      if (pending.length === 0 || pending.length <= waiting + active + delayed) continue;
      await this.queues.add(
        job,
        pending.map((revisionId) => ({ revisionId })),
      );
      enqueued += pending.length;
    }
    return enqueued;
  }

  private async sweepErasures(): Promise<void> {
    if ((await this.erasing.duePurges(1)).length > 0) await this.queues.add(purgeIndex, [{}]);
  }

  private async sweepGenerations(): Promise<void> {
    await this.renewing.run();
    const building = await this.generations.building();
    if (building && !building.builtAt) await this.queues.add(rebuildIndex, [{ generation: building.id }]);
    if (await this.generations.wished()) await this.queues.add(switchIndex, [{}]);
    if ((await this.following.behind()).length > 0) await this.queues.add(followIndex, [{}]);
  }

  private async sweepDescriptions(): Promise<void> {
    if ((await this.descriptions.unindexed(1)).length > 0) await this.queues.add(syncDescriptions, [{}]);
    const pending = await this.describing.pending(DESCRIBED_AT_ONCE);
    const payloads = pending.map((revisionId) => ({ revisionId }));
    if (payloads.length > 0) await this.queues.add(describeRevision, payloads);
  }
}

/** What a pending revision waits for. */
const STEPS = [
  { state: 'queued', job: parseRevision },
  { state: 'chunked', job: indexRevision },
] as const;
