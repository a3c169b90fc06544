import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { DecisionTransition } from '#contracts';
import { Clock, type Principal } from '#knowledge';
import type { RecordReader } from '../answer-record.repository.js';
import { askedBy } from '../record-body.js';
import { DecisionRepository } from './decision.repository.js';
import { DecisionChanged, DecisionIncomplete, StepNotYours, SuccessorUnfit } from './errors.js';
import { refuseForeign } from './latest-dispositions.js';
import { nextState } from './next-state.js';
import { whatLacks } from './what-lacks.js';
import { mayTake } from './who-may.js';

/** Propose, approve, reject, withdraw or supersede a decision, under the name of who is signed in. */
@Injectable()
export class MoveDecision {
  constructor(
    private readonly access: AccessPolicy,
    private readonly decisions: DecisionRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DecisionNotFound, StepNotYours, IllegalTransition, DecisionChanged, DecisionIncomplete, SuccessorUnfit,
   *   DispositionForeign, LogUnwritable
   */
  async run(principal: Principal, id: string, step: DecisionTransition): Promise<void> {
    const { action, version, reason, dispositions, successor = null } = step;
    const reader = { principal, mayReadAll: this.access.may(principal, "read other people's records") };
    const decision = await this.decisions.show(reader, id);
    if (!mayTake(decision, principal.userId, action)) throw new StepNotYours(action);
    const to = nextState(decision.state, action);
    if (decision.version !== version) throw new DecisionChanged();
    const lacks = action === 'propose' ? whatLacks(decision.content) : [];
    if (lacks.length > 0) throw new DecisionIncomplete(lacks);
    refuseForeign(dispositions, decision.content.records);
    if (successor !== null) await this.refuseUnfit(reader, id, successor);
    await this.decisions.take({
      ...{ format: 1, decision: id, version: version + 1, action, from: decision.state, to, reason, dispositions },
      by: askedBy(principal),
      at: this.clock.now().toISOString(),
      successor,
      content: decision.content,
    });
  }

  private async refuseUnfit(reader: RecordReader, id: string, successor: string): Promise<void> {
    if (successor === id) throw new SuccessorUnfit();
    const { state } = await this.decisions.show(reader, successor);
    if (state !== 'approved') throw new SuccessorUnfit();
  }
}
