import { canonicalJson } from '#knowledge';
import { type DecisionStepBody, audienceOf, reviewersOf } from './decision.js';
import type { DecisionEntity } from './decision.entity.js';
import type { DecisionTexts } from './decision-seals.js';

/** All that a decision's row says, but for its times: a copy of what its steps say. */
export type DecisionFacts = Omit<
  DecisionEntity,
  'createdAt' | 'updatedAt' | 'sealedHead' | 'erasedBy' | keyof DecisionTexts
> &
  DecisionTexts;

/**
 * What a decision is after a step. Every row is made by this, and held against the steps by it.
 * @param before What it was; null before the first step.
 */
export function afterStep(before: DecisionFacts | null, body: DecisionStepBody): DecisionFacts {
  const { content } = body;
  return {
    id: body.decision,
    state: body.to,
    version: body.version,
    ownerId: before?.ownerId ?? body.by.id,
    ownerName: before?.ownerName ?? body.by.name,
    responsibleId: content.responsible.id,
    matter: content.matter,
    records: content.records.map(({ id }) => id),
    reviewers: reviewersOf(content).map(({ id }) => id),
    audience: audienceOf(content),
    content: canonicalJson(content),
    ...proposalAfter(before, body),
    reviewOn: reviewAfter(before, body),
    outcome: body.outcome
      ? canonicalJson({ ...body.outcome, at: body.at, by: { id: body.by.id, name: body.by.name } })
      : (before?.outcome ?? null),
    successor: body.successor ?? before?.successor ?? null,
  };
}

/** A draft has no rule, proposer and approvals, also when it was decided once and is open again. */
function proposalAfter(
  before: DecisionFacts | null,
  { action, to, by, rule }: DecisionStepBody,
): Pick<DecisionFacts, 'rule' | 'proposerId' | 'approvers'> {
  if (to === 'draft') return { rule: null, proposerId: null, approvers: [] };
  if (action === 'propose') return { rule: rule ? canonicalJson(rule) : null, proposerId: by.id, approvers: [] };
  const approvers = before?.approvers ?? [];
  return {
    rule: before?.rule ?? null,
    proposerId: before?.proposerId ?? null,
    approvers: action === 'approve' ? [...approvers, by.id] : approvers,
  };
}

/** The day stands in the content until somebody has looked at it again. */
function reviewAfter(before: DecisionFacts | null, { action, to, nextReviewOn, content }: DecisionStepBody) {
  if (action === 'review') return nextReviewOn ?? null;
  return before === null || to === 'draft' ? content.reviewOn : before.reviewOn;
}
