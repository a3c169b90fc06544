import { Injectable } from '@nestjs/common';
import { Standing } from '#access';
import { type DecisionTransition, whatDraftLacks } from '#contracts';
import { Clock, type Principal } from '#knowledge';
import { askedBy } from '../record-body.js';
import { ApprovalRules } from './approval-rules.js';
import type { ApprovalRule, Decision } from './decision.js';
import { type DecisionReader, DecisionReaders } from './decision-readers.js';
import { DecisionRepository } from './decision.repository.js';
import { DecisionChanged, DecisionIncomplete, OutcomeTooEarly, ReviewersTooFew, SuccessorUnfit } from './errors.js';
import { refuseForeign } from './latest-dispositions.js';
import { nextState } from './next-state.js';
import { isLastApproval, judgesOf, refuseUnfit } from './who-may.js';

const HALF_A_DAY_MS = 12 * 60 * 60_000;

/** Everything that happens to a decision after its draft, under the name of who is signed in. */
@Injectable()
export class MoveDecision {
  constructor(
    private readonly readers: DecisionReaders,
    private readonly decisions: DecisionRepository,
    private readonly rules: ApprovalRules,
    private readonly clock: Clock,
    private readonly standing: Standing,
  ) {}

  /**
   * @throws DecisionNotFound, StepNotYours, FourEyesNeeded, AlreadyApproved, IllegalTransition, DecisionChanged, BeginnerGone,
   *   DecisionIncomplete, ReviewersTooFew, SuccessorUnfit, DispositionForeign, LogUnwritable,
   *   OutcomeTooEarly
   */
  async run(principal: Principal, id: string, step: DecisionTransition): Promise<void> {
    const { action, version, reason, dispositions, successor = null } = step;
    const reader = await this.readers.of(principal);
    const decision = await this.decisions.show(reader, id);
    const next = nextStateFor(decision, principal.userId, action);
    if (decision.version !== version) throw new DecisionChanged();
    // It waits in the name of who proposed it; those who answer for it reject it and propose it anew in theirs.
    if (action === 'approve') await this.standing.require(decision.proposerId, null);
    const rule = action === 'propose' ? await this.ruleFor(decision, principal.userId) : decision.rule;
    refuseForeign(dispositions, decision.content.records);
    if (step.outcome) await this.refuseEarlyOutcome(id, step.outcome.observedOn);
    if (successor !== null) await this.refuseUnfitSuccessor(reader, id, successor);
    await this.decisions.take({
      ...{
        format: 3,
        decision: id,
        version: version + 1,
        action,
        from: decision.state,
        to: next,
        reason,
        dispositions,
      },
      by: askedBy(principal),
      at: this.clock.now().toISOString(),
      ...{ successor, rule, content: decision.content },
      outcome: step.outcome ?? null,
      nextReviewOn: step.nextReviewOn ?? null,
      attention: step.attention ?? null,
    });
  }

  /** The rule that will hold for the proposal; refuses one that nobody could fulfil. */
  private async ruleFor(decision: Decision, proposer: string): Promise<ApprovalRule> {
    const lacks = whatDraftLacks(decision.content);
    if (lacks !== null) throw new DecisionIncomplete(lacks);
    const rule = await this.rules.inForce(decision.content.records.map(({ id }) => id));
    const others = judgesOf(decision).filter((judge) => judge !== decision.owner.id && judge !== proposer);
    if (others.length < rule.approvals) throw new ReviewersTooFew(rule.approvals, others.length);
    return rule;
  }

  /** Nothing comes of a decision before it was made. Days are the observer's, who may be half a day behind the clock's. */
  private async refuseEarlyOutcome(id: string, observedOn: string): Promise<void> {
    const approvals = (await this.decisions.steps(id)).filter(({ action }) => action === 'approve');
    const approvedAt = approvals.at(-1)?.at;
    if (approvedAt === undefined) return;
    const earliest = new Date(Date.parse(approvedAt) - HALF_A_DAY_MS).toISOString().slice(0, 10);
    if (observedOn < earliest) throw new OutcomeTooEarly(approvedAt.slice(0, 10));
  }

  private async refuseUnfitSuccessor(reader: DecisionReader, id: string, successor: string): Promise<void> {
    if (successor === id) throw new SuccessorUnfit();
    const { state } = await this.decisions.show(reader, successor);
    if (state !== 'approved') throw new SuccessorUnfit();
  }
}

/** @throws StepNotYours, FourEyesNeeded, AlreadyApproved, IllegalTransition */
function nextStateFor(decision: Decision, userId: string, action: DecisionTransition['action']): Decision['state'] {
  refuseUnfit(decision, userId, action);
  const next = nextState(decision.state, action);
  return action === 'approve' && !isLastApproval(decision) ? decision.state : next;
}
