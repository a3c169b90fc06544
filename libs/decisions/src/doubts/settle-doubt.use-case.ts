import { Injectable } from '@nestjs/common';
import type { SettleDoubt as Settlement } from '#contracts';
import type { Principal } from '#knowledge';
import { DecisionReaders, DecisionRepository, MoveDecision } from '../decision/index.js';
import { DoubtRepository } from './doubt.repository.js';
import { DoubtNotYours, DoubtSettled, NothingToReopen } from './errors.js';

/** What a person makes of an affected item: it stands, it is no matter, or the decision is open again. */
@Injectable()
export class SettleDoubt {
  constructor(
    private readonly readers: DecisionReaders,
    private readonly doubts: DoubtRepository,
    private readonly decisions: DecisionRepository,
    private readonly moving: MoveDecision,
  ) {}

  /**
   * Reopening takes the decision's step first: should the service end in between, the item is still there to be settled.
   * @throws DoubtNotFound, DoubtNotYours, DoubtSettled, NothingToReopen, and what the step throws.
   */
  async run(principal: Principal, id: string, { verdict, reason }: Settlement): Promise<void> {
    const doubt = await this.doubts.show(await this.readers.of(principal), id);
    if (!doubt.isTheirs) throw new DoubtNotYours();
    if (doubt.state !== 'open') throw new DoubtSettled();
    if (verdict === 'reopened') {
      if (doubt.targetKind !== 'decision') throw new NothingToReopen();
      const { state, version } = await this.decisions.show(await this.readers.of(principal), doubt.targetId);
      const step = { action: 'reopen' as const, version, reason, dispositions: [] };
      if (state !== 'draft') await this.moving.run(principal, doubt.targetId, step);
    }
    await this.doubts.settle(principal, doubt, verdict, reason);
  }
}
