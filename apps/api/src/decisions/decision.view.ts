import type { DecisionDetail, DecisionStepView, DecisionSummary } from '#contracts';
import {
  type Decision,
  type DecisionStep,
  audienceOf,
  careWarnings,
  latestDispositions,
  mayTake,
  reviewersOf,
  stepsFrom,
} from '#decisions';

/** A decision in a list: without its options, reasons and history, and with ids of records instead of answers. */
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
  reviewers: reviewersOf(content).map((reviewer) => ({ ...reviewer })),
  audience: audienceOf(content),
  rule: viewRule(decision.rule),
  approvers: [...decision.approvers],
  reviewOn: decision.reviewOn,
  outcome: decision.outcome && { ...decision.outcome, by: { ...decision.outcome.by } },
  successor: decision.successor,
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
  warnings: careWarnings(steps).map((warning) => ({ ...warning })),
  actions: stepsFrom(decision.state).filter((step) => mayTake(decision, callerId, step)),
});

const viewRule = (rule: Decision['rule']) => rule && { approvals: rule.approvals, from: [...rule.from] };

const viewStep = ({ by, dispositions, rule, outcome, attention, ...step }: DecisionStep): DecisionStepView => ({
  ...step,
  rule: viewRule(rule ?? null),
  outcome: outcome ? { ...outcome } : null,
  nextReviewOn: step.nextReviewOn ?? null,
  attention: attention ? { ...attention } : null,
  by: { id: by.id, name: by.name },
  dispositions: [...dispositions],
});
