import type { DocumentView, Failure } from '#contracts';
import type { ApiError } from '../../api/api-error.js';
import type { Batch } from './batch.js';
import type { Outcome } from './go-through.js';

/** A document that the batch left as it was, and why. */
export interface Refusal {
  readonly document: DocumentView;
  readonly reason: Failure;
}

/** A batch that is under way, or has ended and is told of. */
export interface Work {
  readonly batch: Batch;
  readonly total: number;
  /** In the order in which they were done, each as it was before. */
  readonly done: readonly DocumentView[];
  readonly refused: readonly Refusal[];
  readonly state: 'running' | 'stopping' | 'ended';
  /** What ended it before its time. */
  readonly failure: ApiError | null;
}

/** What happens to a batch; `ended` comes also after `stopped`, when the document under way is done. */
export type WorkEvent =
  | { readonly type: 'begun'; readonly batch: Batch; readonly total: number }
  | { readonly type: 'stepped'; readonly document: DocumentView; readonly outcome: Outcome }
  | { readonly type: 'stopped' }
  | { readonly type: 'ended'; readonly failure: ApiError | null }
  | { readonly type: 'dismissed' };

/** There is one at a time: the one that begins takes the place of what was told of the one before. */
export function workReducer(work: Work | null, event: WorkEvent): Work | null {
  if (event.type === 'begun') return begin(event.batch, event.total);
  if (work === null) return null;
  switch (event.type) {
    case 'stepped':
      return step(work, event.document, event.outcome);
    case 'stopped':
      return work.state === 'running' ? { ...work, state: 'stopping' } : work;
    case 'ended':
      return { ...work, state: 'ended', failure: event.failure };
    case 'dismissed':
      return work.state === 'ended' ? null : work;
  }
}

const begin = (batch: Batch, total: number): Work => ({
  ...{ batch, total, done: [], refused: [] },
  state: 'running',
  failure: null,
});

const step = (work: Work, document: DocumentView, outcome: Outcome): Work =>
  outcome === null
    ? { ...work, done: [...work.done, document] }
    : { ...work, refused: [...work.refused, { document, reason: outcome }] };

/** Whether documents are still having their turn, also while it is being stopped. */
export const isAtWork = (work: Work | null): boolean => work !== null && work.state !== 'ended';

/** Those that had their turn. */
export const triedIn = ({ done, refused }: Work): number => done.length + refused.length;
