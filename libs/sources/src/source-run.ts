import type { RunCounts } from '#contracts';
import type { Failure } from '#knowledge';
import type { SourceRunEntity } from './entities/source-run.entity.js';

/** One reading of a source, from its listing to its report. */
export type SourceRun = Readonly<SourceRunEntity>;

/** How a run ended; the failure is of the run as a whole, not of an entry. */
export interface RunEnd {
  readonly state: 'done' | 'failed' | 'cancelled';
  readonly failure?: Failure;
}

/** What a run reports before it has met anything. */
export const NO_COUNTS: RunCounts = { added: 0, changed: 0, moved: 0, removed: 0, kept: 0, unchanged: 0, failed: 0 };

/** In SQL, over `source_runs`: runs that are not finished. A source has one of them at most. */
export const ACTIVE = `state IN ('queued', 'running', 'waiting')`;
