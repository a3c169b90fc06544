import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { DecisionDetail, DecisionList, DecisionQuery } from '#contracts';
import { DecisionRepository, type RecordReader } from '#decisions';
import type { Principal } from '#knowledge';
import { viewDecision, viewDecisionSummary } from './views/decision.view.js';

/** Decisions as a person is shown them, whichever door they come through. */
@Injectable()
export class DecisionDesk {
  constructor(
    private readonly access: AccessPolicy,
    private readonly decisions: DecisionRepository,
  ) {}

  /** Last changed first. */
  async list(principal: Principal, { offset, limit, ...filter }: DecisionQuery): Promise<DecisionList> {
    const { decisions, total } = await this.decisions.list(this.reader(principal), filter, offset, limit);
    return { decisions: decisions.map(viewDecisionSummary), total };
  }

  /** @throws DecisionNotFound also when it may not be seen. */
  async show(principal: Principal, id: string): Promise<DecisionDetail> {
    return this.view(this.reader(principal), id);
  }

  /** A decision after a step that the person has just taken: also when it took the decision out of their sight. */
  async showResult(principal: Principal, id: string): Promise<DecisionDetail> {
    return this.view({ principal, mayReadAll: true }, id);
  }

  private async view(reader: RecordReader, id: string): Promise<DecisionDetail> {
    const decision = await this.decisions.show(reader, id);
    return viewDecision(decision, await this.decisions.steps(id), reader.principal.userId);
  }

  private reader(principal: Principal): RecordReader {
    return { principal, mayReadAll: this.access.may(principal, "read other people's records") };
  }
}
