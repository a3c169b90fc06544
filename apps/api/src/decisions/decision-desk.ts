import { Injectable } from '@nestjs/common';
import { AuditLog, LogKeys, SignedCheckpoints } from '#audit';
import type { DecisionDetail, DecisionList, DecisionProof, DecisionQuery } from '#contracts';
import { type DecisionReader, DecisionReaders, DecisionRepository } from '#decisions';
import type { Principal } from '#knowledge';
import { viewDecision, viewDecisionSummary } from './decision.view.js';

/** Decisions as a person is shown them, whichever door they come through. */
@Injectable()
export class DecisionDesk {
  constructor(
    private readonly readers: DecisionReaders,
    private readonly decisions: DecisionRepository,
    private readonly log: AuditLog,
    private readonly checkpoints: SignedCheckpoints,
    private readonly keys: LogKeys,
  ) {}

  /** Last changed first. */
  async list(principal: Principal, { offset, limit, awaiting, ...filter }: DecisionQuery): Promise<DecisionList> {
    const among = { ...filter, awaitsReader: awaiting === 'me' };
    const { decisions, total } = await this.decisions.list(await this.readers.of(principal), among, offset, limit);
    return { decisions: decisions.map(viewDecisionSummary), total };
  }

  /** @throws DecisionNotFound also when it may not be seen. */
  async show(principal: Principal, id: string): Promise<DecisionDetail> {
    return this.view(await this.readers.of(principal), id);
  }

  /** A decision after a step that the person has just taken: also when it took the decision out of their sight. */
  async showResult(principal: Principal, id: string): Promise<DecisionDetail> {
    return this.view({ ...(await this.readers.of(principal)), mayReadAll: true }, id);
  }

  /** The steps of a decision in sight, each with what proves it without this service. @throws DecisionNotFound */
  async proof(principal: Principal, id: string): Promise<DecisionProof> {
    await this.decisions.show(await this.readers.of(principal), id);
    const sealed = await this.decisions.sealedSteps(id);
    const steps = await Promise.all(
      sealed.map(async ({ body, logIndex }) => ({
        step: body,
        leaf: (await this.log.leaf(logIndex)) ?? '',
        proof: await this.checkpoints.proofOf(logIndex),
      })),
    );
    const names = await this.decisions.namesIn(sealed.map(({ body }) => body));
    const keys = (await this.keys.known()).map(({ vkey }) => vkey);
    return { format: 'chancery-decision-proof/1', decision: id, steps, names, keys };
  }

  private async view(reader: DecisionReader, id: string): Promise<DecisionDetail> {
    const decision = await this.decisions.show(reader, id);
    return viewDecision(decision, await this.decisions.steps(id), reader.principal.userId);
  }
}
