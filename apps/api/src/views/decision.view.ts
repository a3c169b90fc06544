import type { DecisionDetail, DecisionStepView, DecisionSummary } from '#contracts';
import { type Decision, type DecisionStep, latestDispositions, mayTake, stepsFrom } from '#decisions';

export const viewDecisionSummary = ({
  id,
  state,
  version,
  owner,
  content,
  ...decision
}: Decision): DecisionSummary => ({
  ...{ id, state, version },
  question: content.question,
  choice: content.choice,
  matter: content.matter,
  owner: { ...owner },
  responsible: { ...content.responsible },
  reviewOn: content.reviewOn,
  records: content.records.map((record) => record.id),
  createdAt: decision.createdAt.toISOString(),
  updatedAt: decision.updatedAt.toISOString(),
});

/** @param steps Oldest first. @param callerId User id of who looks, for the steps that they may take now. */
export const viewDecision = (decision: Decision, steps: readonly DecisionStep[], callerId: string): DecisionDetail => ({
  ...viewDecisionSummary(decision),
  options: decision.content.options.map((option) => ({ ...option })),
  reason: decision.content.reason,
  dispositions: latestDispositions(steps),
  steps: steps.map(viewStep),
  actions: stepsFrom(decision.state).filter((step) => mayTake(decision, callerId, step)),
});

const viewStep = ({ by, dispositions, ...step }: DecisionStep): DecisionStepView => ({
  ...step,
  by: { id: by.id, name: by.name },
  dispositions: [...dispositions],
});
