import type { DecisionState, DraftLack, Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';
import type { StepAction } from './decision.js';

/** Also for one that the caller may not see. */
export class DecisionNotFound extends KnowledgeError {
  readonly code = 'decision.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such decision, or you may not see it.');
  }
}

/** The row stands, but its content can't be opened: erased on purpose, or its key is lost, which a backup may mend. */
export class DecisionErased extends DetailedError<Told<'decision.erased'>> {
  readonly code = 'decision.erased';
  readonly kind = 'not-found';
  /** @param certificate Id of the erasure certificate, where it is known. */
  constructor(certificate: string | null) {
    super(
      certificate
        ? `This decision was erased under certificate ${certificate}; the places of its steps in the log are kept.`
        : 'The key of this decision is gone, and nobody can read it any more. Put the key back from a backup.',
      certificate ? { certificate } : {},
    );
  }
}

/** The state does not lead on by that action; what it does lead on by is named. */
export class IllegalTransition extends DetailedError<Told<'decision.illegal_transition'>> {
  readonly code = 'decision.illegal_transition';
  readonly kind = 'conflict';
  constructor(state: DecisionState, action: StepAction, allowed: readonly StepAction[]) {
    const instead = allowed.length > 0 ? `What it allows: ${allowed.join(', ')}.` : 'Nothing follows on it.';
    super(`The decision is ${state}: "${action}" is not possible. ${instead}`, {
      ...{ state, action },
      allowed: allowed.join(' '),
    });
  }
}

/** Somebody else took a step since the caller read the decision. */
export class DecisionChanged extends KnowledgeError {
  readonly code = 'decision.changed';
  readonly kind = 'conflict';
  constructor() {
    super('The decision was changed since you read it. Read it again, then repeat the step if it still fits.');
  }
}

const LACKING: Readonly<Record<DraftLack, string>> = {
  choice: 'what was chosen',
  reason: 'the reason',
  'choice reason': 'what was chosen and the reason',
};

/** A draft was proposed that lacks something which the proposal has to have; the lack is named. */
export class DecisionIncomplete extends DetailedError<Told<'decision.incomplete'>> {
  readonly code = 'decision.incomplete';
  readonly kind = 'invalid';
  constructor(lacks: DraftLack) {
    super(`Before the decision can be proposed it needs ${LACKING[lacks]}. Edit the draft first.`, { lacks });
  }
}

/** Somebody says that they saw what came of a decision before it was approved. */
export class OutcomeTooEarly extends KnowledgeError {
  readonly code = 'decision.outcome_too_early';
  readonly kind = 'invalid';
  constructor(approvedOn: string) {
    super(`The decision was approved on ${approvedOn}. Name that day or a later one for what came of it.`);
  }
}

/** A judgement of an answer whose record the decision does not name. */
export class DispositionForeign extends KnowledgeError {
  readonly code = 'decision.disposition_foreign';
  readonly kind = 'invalid';
  constructor() {
    super('A judged answer is not one that the decision rests on. Name its record in the decision first.');
  }
}

/**
 * The step belongs to others: judging to the reviewers and who is responsible, the rest to the owner and who is
 * responsible.
 */
export class StepNotYours extends DetailedError<Told<'decision.not_yours'>> {
  readonly code = 'decision.not_yours';
  readonly kind = 'forbidden';
  constructor(action: StepAction) {
    const isJudging = action === 'approve' || action === 'reject';
    const who = isJudging ? 'the person responsible or a reviewer' : 'its owner or the person responsible';
    super(`Only ${who} may ${action} this decision.`, { action, whose: isJudging ? 'judges' : 'owners' });
  }
}

/**
 * Where the rule asks for approvals, those of the owner and of who proposed do not count. @param approvals Needed by
 * the rule, from 1.
 */
export class FourEyesNeeded extends KnowledgeError {
  readonly code = 'decision.four_eyes';
  readonly kind = 'forbidden';
  constructor(approvals: number) {
    const many =
      approvals === 1 ? 'an approval by somebody who neither owns' : `${approvals} approvals by people who neither own`;
    super(`This decision needs ${many} it nor proposed it. Ask a reviewer.`);
  }
}

/** One person's approval counts once for one proposal. */
export class AlreadyApproved extends KnowledgeError {
  readonly code = 'decision.already_approved';
  readonly kind = 'conflict';
  constructor() {
    super('You approved this proposal already. It waits for others.');
  }
}

/**
 * Refused when it is proposed, because it could never be approved. @param named Judges besides the owner and the
 * proposer.
 */
export class ReviewersTooFew extends DetailedError<Told<'decision.reviewers_too_few'>> {
  readonly code = 'decision.reviewers_too_few';
  readonly kind = 'invalid';
  constructor(needed: number, named: number) {
    const approvals = needed === 1 ? 'one approval by somebody' : `${needed} approvals by people`;
    const others = named === 0 ? 'nobody else' : named === 1 ? 'one other person' : `${named} other people`;
    super(
      `The decision needs ${approvals} beside who owns and who proposes it, but names ${others}. Name more reviewers first.`,
      { needed, named },
    );
  }
}

/** Someone named in a decision has no account in use. */
export class ResponsibleUnknown extends KnowledgeError {
  readonly code = 'decision.responsible_unknown';
  readonly kind = 'invalid';
  constructor() {
    super('A person named as responsible or as reviewer is not known here. Give the id of a user of this service.');
  }
}

/** What takes a decision's place has to be another one, approved, that the caller may see. */
export class SuccessorUnfit extends KnowledgeError {
  readonly code = 'decision.successor_unfit';
  readonly kind = 'conflict';
  constructor() {
    super('Only another decision that is approved can take its place. Approve that one first.');
  }
}
