import type { Failure, Particulars } from './errors.js';

/** `scratch` collections (evaluations) have an index of their own and are searched only when named. */
export type CollectionKind = 'library' | 'scratch';

/**
 * Where a revision stands. Each step owns one change:
 * queued → (parse) → chunked → (embed and index) → live → (newer revision) → superseded; `failed` from any step.
 */
export const REVISION_STATES = ['queued', 'chunked', 'live', 'superseded', 'failed'] as const;
export type RevisionState = (typeof REVISION_STATES)[number];

/** Metadata values that can be filtered on; multi-valued fields are several strings. */
export type Metadata = Readonly<Record<string, string>>;

/** What a parser could not read, so that answers can say what they did not see. */
export interface CoverageNote {
  /** Stable, for example `page.no_text`, `image.skipped`, `text.truncated`, `encoding.guessed`. */
  readonly code: string;
  readonly message: string;
  readonly page?: number;
  /** How many things of its kind it speaks of; one when absent. */
  readonly count?: number;
  /** Of character recognition, in percent. */
  readonly confidence?: number;
  /** What else its sentence names. */
  readonly particulars?: Particulars;
}

export type { Failure };
