import type { StepAction } from './decision.js';

/** Under which kind each step stands in the log. */
export const LOG_KIND: Readonly<Record<StepAction, string>> = {
  create: 'decision.created',
  edit: 'decision.edited',
  propose: 'decision.proposed',
  approve: 'decision.approved',
  reject: 'decision.rejected',
  withdraw: 'decision.withdrawn',
  supersede: 'decision.superseded',
  outcome: 'decision.outcome_recorded',
  review: 'decision.reviewed',
  reopen: 'decision.reopened',
};
