import { type Decision, type StepAction, reviewersOf } from './decision.js';
import { AlreadyApproved, FourEyesNeeded, StepNotYours } from './errors.js';

type Step = Exclude<StepAction, 'create'>;
type Judged = Pick<Decision, 'owner' | 'content'> & Partial<Pick<Decision, 'rule' | 'proposerId' | 'approvers'>>;

/** Only who answers for a decision or was named to review it judges it. */
const FOR_JUDGES: ReadonlySet<Step> = new Set(['approve', 'reject']);

/** Who may approve or reject a decision, as far as its content says. */
export const judgesOf = ({ content }: Pick<Decision, 'content'>): string[] => [
  ...new Set([content.responsible, ...reviewersOf(content)].map(({ id }) => id)),
];

/**
 * Whether a person may take a step of a decision that they see; whether its state allows the step is another question.
 * @throws StepNotYours, FourEyesNeeded, AlreadyApproved
 */
export function refuseUnfit(decision: Judged, userId: string, step: Step): void {
  const { owner, content, rule, proposerId, approvers = [] } = decision;
  const isOwn = owner.id === userId || content.responsible.id === userId;
  if (!(FOR_JUDGES.has(step) ? judgesOf(decision).includes(userId) : isOwn)) throw new StepNotYours(step);
  if (step !== 'approve') return;
  if (approvers.includes(userId)) throw new AlreadyApproved();
  if ((rule?.approvals ?? 0) > 0 && (owner.id === userId || proposerId === userId))
    throw new FourEyesNeeded(rule!.approvals);
}

/** As {@link refuseUnfit}, as an answer. */
export function mayTake(decision: Judged, userId: string, step: Step): boolean {
  try {
    refuseUnfit(decision, userId, step);
    return true;
  } catch {
    return false;
  }
}

/** Whether one more approval makes the decision. */
export const isLastApproval = ({ rule, approvers }: Pick<Decision, 'rule' | 'approvers'>): boolean =>
  approvers.length + 1 >= (rule?.approvals ?? 0);
