import type { DecisionState } from '#contracts';
import type { StepAction } from './decision.js';
import { IllegalTransition } from './errors.js';

/**
 * Where each step leads from each state. What is not listed is not allowed. An approval that is not the last one needed
 * leaves a proposal a proposal.
 */
const STEPS: Readonly<Record<DecisionState, Readonly<Partial<Record<Exclude<StepAction, 'create'>, DecisionState>>>>> =
  {
    draft: { edit: 'draft', propose: 'proposed', withdraw: 'withdrawn' },
    proposed: { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' },
    approved: { outcome: 'approved', review: 'approved', supersede: 'superseded', reopen: 'draft' },
    // A no stands, too, until another decision takes its place.
    rejected: { supersede: 'superseded', reopen: 'draft' },
    withdrawn: {},
    // What came of it may show when it no longer holds.
    superseded: { outcome: 'superseded' },
  };

/** @throws IllegalTransition */
export function nextState(state: DecisionState, action: Exclude<StepAction, 'create'>): DecisionState {
  const next = STEPS[state][action];
  if (!next) throw new IllegalTransition(state, action, stepsFrom(state));
  return next;
}

/** The steps that a state allows, whoever takes them. */
export const stepsFrom = (state: DecisionState): Exclude<StepAction, 'create'>[] =>
  Object.keys(STEPS[state]) as Exclude<StepAction, 'create'>[];
