import type { RunEntryList, SourceRunView, SourceView } from '#contracts';
import { storedFailure } from '#knowledge';
import { NO_COUNTS, type Source, type SourceRun, type SourceRuns } from '#sources';

/** What stands beside a source in a list. */
export interface BesideSource {
  readonly collection: string;
  readonly nextRunAt: Date | null;
  readonly lastRun: SourceRun | null;
  readonly documents: number;
  readonly failing: number;
}

/** A source as it leaves the service: of its secret, only whether there is one. */
export function viewSource(source: Source, beside: BesideSource): SourceView {
  const { id, name, config, sealedSecret, collectionId, schedule, removeLimitPercent, isPaused, createdAt } = source;
  return {
    ...{ id, name, config, schedule, removeLimitPercent, isPaused },
    hasSecret: sealedSecret !== null,
    collection: { id: collectionId, name: beside.collection },
    nextRunAt: beside.nextRunAt?.toISOString() ?? null,
    lastRun: beside.lastRun && viewRun(beside.lastRun),
    ...{ documents: beside.documents, failing: beside.failing },
    createdAt: createdAt.toISOString(),
  };
}

/** `toRemove` is told only while the run waits for it to be confirmed; counts that an older run did not keep are 0. */
export function viewRun(run: SourceRun): SourceRunView {
  const { id, cause, state, phase, counts, listed, toRemove, createdAt, startedAt, finishedAt } = run;
  return {
    ...{
      id,
      cause,
      state,
      phase,
      listed,
      counts: { ...NO_COUNTS, ...counts },
      toRemove: state === 'waiting' ? toRemove : null,
    },
    failure: storedFailure(run.failureCode, run.failureMessage, run.failureParticulars),
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    durationMs: startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : null,
  };
}

type Entries = Awaited<ReturnType<SourceRuns['entries']>>;

/** One page of what a run noted; `total` counts all. */
export function viewEntries({ entries, total }: Entries): RunEntryList {
  return {
    entries: entries.map(
      ({ outcome, path, fromPath, documentId, failureCode, failureMessage, failureParticulars }) => ({
        ...{ outcome, path, from: fromPath, document: documentId },
        failure: storedFailure(failureCode, failureMessage, failureParticulars),
      }),
    ),
    total,
  };
}
