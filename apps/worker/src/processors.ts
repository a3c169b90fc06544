import type { INestApplicationContext } from '@nestjs/common';
import { ScheduledBackup, takeBackup } from '#backup';
import {
  FindDoubts,
  IndexPrecedents,
  RemindReviews,
  SealOlderDecisions,
  SealOlderFeedback,
  SealOlderReasons,
  SealOlderRecords,
  findDoubts,
  indexPrecedents,
  remindReviews,
  noteRecords,
  NoteOlderRecords,
  sealRecords,
} from '#decisions';
import { JudgeGeneration, RunComparisonJob, compareGenerations, judgeGeneration } from '#evaluation';
import {
  CarryOutRemoval,
  DescribeRevision,
  DropGenerations,
  FollowIndex,
  IndexRevisions,
  IndexUpkeep,
  ParseRevision,
  RebuildIndex,
  SwitchIndex,
  WriterGate,
  carryOutRemoval,
  describeRevision,
  dropGenerations,
  dropScratchIndex,
  followIndex,
  indexRevision,
  parseRevision,
  purgeIndex,
  rebuildIndex,
  switchIndex,
  syncDescriptions,
  syncMatters,
  syncValidity,
} from '#ingestion';
import { type JobHandler, JobQueues, handle } from '#jobs';
import { WatchSearches, watchSearches } from '#saved-searches';
import { AccessSelfTest, selfTestAccess } from '#self-test';
import { KeepSchedules, SyncSource, syncSource, tickSource } from '#sources';

/** Each job with the one use case it calls. */
export function processors(app: INestApplicationContext): JobHandler[] {
  const parse = app.get(ParseRevision);
  const index = app.get(IndexRevisions);
  const upkeep = app.get(IndexUpkeep);
  const gate = app.get(WriterGate);
  return [
    ...aboutGenerations(app),
    ...aboutDecisions(app),
    ...aboutSources(app),
    handle(describeRevision, ({ revisionId }, signal) => app.get(DescribeRevision).run(revisionId, signal)),
    handle(takeBackup, (_payload, signal) => app.get(ScheduledBackup).run(signal)),
    handle(selfTestAccess, async () => void (await app.get(AccessSelfTest).run())),
    handle(watchSearches, (_payload, signal) => app.get(WatchSearches).run(signal)),
    handle(syncDescriptions, () => gate.together(() => upkeep.syncDescriptions())),
    handle(syncMatters, () => gate.together(() => upkeep.syncMatters())),
    handle(carryOutRemoval, ({ removal }, signal) => app.get(CarryOutRemoval).run(removal, signal)),
    handle(parseRevision, ({ revisionId }) => parse.run(revisionId)),
    handle(indexRevision, ({ revisionId }, signal) => index.run(revisionId, signal)),
    handle(syncValidity, () => gate.together(() => upkeep.syncValidity())),
    handle(purgeIndex, () => gate.alone(() => upkeep.purge())),
    handle(dropScratchIndex, ({ collectionId }) => upkeep.dropScratch(collectionId)),
  ];
}

/** What changes put in doubt, what is to be found again, what is to be looked at again. */
function aboutDecisions(app: INestApplicationContext): JobHandler[] {
  return [
    handle(findDoubts, async (_payload, signal) => void (await app.get(FindDoubts).run(signal))),
    handle(indexPrecedents, (_payload, signal) => app.get(IndexPrecedents).run(signal)),
    handle(remindReviews, async () => void (await app.get(RemindReviews).run())),
    handle(noteRecords, async (_payload, signal) => void (await app.get(NoteOlderRecords).run(signal))),
    handle(sealRecords, async (_payload, signal) => {
      for (const sealing of [SealOlderRecords, SealOlderDecisions, SealOlderReasons, SealOlderFeedback])
        await app.get(sealing).run(signal);
    }),
  ];
}

/** The life of an index generation: built, judged, switched to, kept in step, dropped. */
function aboutGenerations(app: INestApplicationContext): JobHandler[] {
  const rebuild = app.get(RebuildIndex);
  const queues = app.get(JobQueues);
  return [
    handle(rebuildIndex, async ({ generation }, signal) => {
      if (await rebuild.run(generation, signal)) await queues.offer(judgeGeneration, [{ generation }]);
    }),
    handle(judgeGeneration, ({ generation }, signal) => app.get(JudgeGeneration).run(generation, signal)),
    handle(
      compareGenerations,
      ({ by, ...pair }, signal) => app.get(RunComparisonJob).run(pair, by ?? null, signal),
      (pair, failure) => app.get(RunComparisonJob).giveUp(pair, failure),
    ),
    handle(switchIndex, (_payload, signal) => app.get(SwitchIndex).run(signal)),
    handle(followIndex, (_payload, signal) => app.get(FollowIndex).run(signal)),
    handle(dropGenerations, () => app.get(DropGenerations).run()),
  ];
}

/** Sources: their schedules' strokes, and the runs that these begin. */
function aboutSources(app: INestApplicationContext): JobHandler[] {
  return [
    handle(tickSource, ({ sourceId }) => app.get(KeepSchedules).tick(sourceId)),
    handle(syncSource, ({ runId }, signal) => app.get(SyncSource).run(runId, signal)),
  ];
}
